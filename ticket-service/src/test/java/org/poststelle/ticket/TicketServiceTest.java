package org.poststelle.ticket;

import org.junit.jupiter.api.BeforeEach;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.Topics;

/** What the tests of the running service have in common. They share one application and one set of servers. */
@SuppressWarnings("NullAway.Init") // set by the environment
public abstract class TicketServiceTest {

    protected Topics topics;
    protected TokenIssuer issuer;
    protected Database database;
    protected TicketApi api;

    @BeforeEach
    void useApi() {
        api = new TicketApi(issuer, topics);
    }
}
