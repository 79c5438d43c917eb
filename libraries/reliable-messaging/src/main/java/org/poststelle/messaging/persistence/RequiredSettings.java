package org.poststelle.messaging.persistence;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stops the start with the name of the variable that is missing. The extensions themselves would go on without a database or a
 * broker and complain later, about something else.
 */
@Startup
@Singleton
class RequiredSettings {

    RequiredSettings(
            @ConfigProperty(name = "DATABASE_URL") String databaseUrl,
            @ConfigProperty(name = "DATABASE_USER") String databaseUser,
            @ConfigProperty(name = "DATABASE_PASSWORD") String databasePassword,
            @ConfigProperty(name = "KAFKA_BOOTSTRAP_SERVERS") String kafkaBootstrapServers,
            @ConfigProperty(name = "OIDC_ISSUER") String oidcIssuer) {}
}
