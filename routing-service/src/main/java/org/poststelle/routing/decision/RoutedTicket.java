package org.poststelle.routing.decision;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.Aggregate;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Undecided;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** What routing knows about a ticket. Its version counts the decisions on it. */
@Entity
@DynamicUpdate
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class RoutedTicket extends Aggregate {

    @Id
    private UUID id;

    private String centre;
    private String serviceKey;
    private String regionKey;
    private int hop;
    private int decisions;

    @OptimisticLock(excluded = true)
    private List<String> returnedBy;

    @OptimisticLock(excluded = true)
    private @Nullable UUID undecided;

    @OptimisticLock(excluded = true)
    private @Nullable Instant closedAt;

    @OptimisticLock(excluded = true)
    private List<String> grantees;

    /** For Hibernate. */
    protected RoutedTicket() {}

    RoutedTicket(UUID id, String centre, String serviceKey, String regionKey) {
        this.id = id;
        this.centre = centre;
        this.serviceKey = serviceKey;
        this.regionKey = regionKey;
        this.returnedBy = List.of();
        this.grantees = List.of(AccessScope.ofCentre(centre).key());
    }

    /**
     * Where does the ticket go next?
     *
     * @param proposed the authority that the last one returning it named instead
     */
    Question question(LocalDate day, @Nullable String proposed) {
        return question(day, hop + 1, proposed);
    }

    /** Where would it have gone if that had been known when a coordinator was asked? */
    Question questionAgain(LocalDate day) {
        return question(day, hop, null);
    }

    private Question question(LocalDate day, int nextHop, @Nullable String proposed) {
        return new Question(
                new ServiceKey(serviceKey), new RegionalKey(regionKey), day, nextHop, Set.copyOf(returnedBy), proposed);
    }

    /** An authority returned it as not its own. */
    void returnedBy(String authority) {
        returnedBy = with(returnedBy, authority);
    }

    /** Service or region were mistaken: who returned it because of that may be competent now. */
    void reclassified(String service, String region) {
        serviceKey = service;
        regionKey = region;
        returnedBy = List.of();
    }

    /** It was decided where the ticket goes, or that a coordinator has to decide. */
    void decided(RecordedDecision decision) {
        decisions++;
        hop = decision.hop();
        switch (decision.outcome()) {
            case Decided decided -> {
                undecided = null;
                grantees = with(
                        grantees, AccessScope.ofAuthority(decided.authority()).key());
            }
            case Undecided _ -> undecided = decision.id();
        }
    }

    /** Nobody needs to decide about it any more: it was forwarded or closed. */
    void settle() {
        undecided = null;
    }

    /** The ticket was closed at that instant. */
    void close(Instant at) {
        settle();
        closedAt = at;
    }

    /** The ticket was reopened: the authority that had it last has it again. */
    void reopen() {
        closedAt = null;
    }

    UUID id() {
        return id;
    }

    String centre() {
        return centre;
    }

    String serviceKey() {
        return serviceKey;
    }

    String regionKey() {
        return regionKey;
    }

    /** How many authorities it was decided for, or left to a coordinator. */
    int hop() {
        return hop;
    }

    /** Whether a coordinator has to decide. */
    boolean isUndecided() {
        return undecided != null;
    }

    /** When it was closed, if it was. */
    @Nullable
    Instant closedAt() {
        return closedAt;
    }

    /** How often it was decided, by the rule or by a coordinator. */
    int decisions() {
        return decisions;
    }

    /** The access scopes that may see it: the centre, and every authority it was decided for. */
    List<String> grantees() {
        return List.copyOf(grantees);
    }

    private static List<String> with(List<String> list, String added) {
        if (list.contains(added)) {
            return list;
        }
        var longer = new ArrayList<>(list);
        longer.add(added);
        return longer;
    }
}
