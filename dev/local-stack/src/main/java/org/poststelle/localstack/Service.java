package org.poststelle.localstack;

/** The services of Poststelle. Each owns one database and one topic. */
public enum Service {
    TICKET("ticket-service", "ticket", "tickets", 8181, 9181),
    ROUTING("routing-service", "routing", "routing", 8182, 9182),
    SLA("sla-service", "sla", "sla", 8183, 9183),
    NOTIFICATION("notification-service", "notification", "notifications", 8184, 9184);

    private final String id;
    private final String database;
    private final String topic;
    private final int usualHttpPort;
    private final int usualManagementPort;

    Service(String id, String database, String topic, int usualHttpPort, int usualManagementPort) {
        this.id = id;
        this.database = database;
        this.topic = topic;
        this.usualHttpPort = usualHttpPort;
        this.usualManagementPort = usualManagementPort;
    }

    /** Name of the service: its module, its Kubernetes service and its account at the issuer. */
    public String id() {
        return id;
    }

    /** Name of its database, and of the role that owns it. */
    public String database() {
        return database;
    }

    /** The topic it alone publishes on. */
    public String topic() {
        return topic;
    }

    int usualHttpPort() {
        return usualHttpPort;
    }

    int usualManagementPort() {
        return usualManagementPort;
    }
}
