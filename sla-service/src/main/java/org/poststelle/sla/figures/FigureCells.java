package org.poststelle.sla.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.hibernate.Session;

/** The cells of the figures, as far as the transaction's access scope may see them. */
@ApplicationScoped
@Transactional
class FigureCells {

    static final String CELLS = """
            select key, outcome, reopened, answer_half_hours,
                   cast(sum(promises) as bigint) as promises, cast(sum(returns) as bigint) as returns
            from figure
            where centre = :centre and dimension = :dimension and month between :from and :to
            group by key, outcome, reopened, answer_half_hours
            having sum(promises) <> 0 or sum(returns) <> 0
            """;

    static final String BACKLOG = """
            select coalesce(authority, '') as authority,
                   count(*) filter (where received_at > day_ago) as up_to_one_day,
                   count(*) filter (where received_at > three_days_ago and received_at <= day_ago) as up_to_three_days,
                   count(*) filter (where received_at > week_ago and received_at <= three_days_ago) as up_to_one_week,
                   count(*) filter (where received_at <= week_ago) as longer,
                   count(*) filter (where state = 'BREACHED') as overdue
            from promise,
                 (select cast(:at as timestamptz) - interval '1 day' as day_ago,
                         cast(:at as timestamptz) - interval '3 days' as three_days_ago,
                         cast(:at as timestamptz) - interval '7 days' as week_ago) as ages
            where centre = :centre and awaited
            group by authority
            order by count(*) desc, authority
            limit :limit
            """;

    private static final String HOPS = """
            select authority, handed_back, half_hours,
                   cast(sum(hops) as bigint) as hops, cast(sum(minutes) as bigint) as minutes,
                   cast(sum(missed_acceptances) as bigint) as missed_acceptances,
                   cast(sum(missed_hand_backs) as bigint) as missed_hand_backs,
                   cast(sum(missed_callbacks) as bigint) as missed_callbacks
            from hop_figure
            where centre = :centre and month between :from and :to
            group by authority, handed_back, half_hours
            """;

    private final Session session;

    FigureCells(Session session) {
        this.session = session;
    }

    /**
     * The cells of a centre in some months. What happened in the last seconds may be missing.
     *
     * @param from the first month
     * @param to the last month
     */
    List<Cell> of(String centre, Dimension by, YearMonth from, YearMonth to) {
        return session.createNativeQuery(CELLS, Object[].class)
                .addScalar("key", String.class)
                .addScalar("outcome", String.class)
                .addScalar("reopened", Boolean.class)
                .addScalar("answer_half_hours", Integer.class)
                .addScalar("promises", Long.class)
                .addScalar("returns", Long.class)
                .setParameter("centre", centre)
                .setParameter("dimension", by.name())
                .setParameter("from", from.atDay(1))
                .setParameter("to", to.atDay(1))
                .setTupleTransformer((row, _) -> new Cell(
                        (String) row[0],
                        Outcome.valueOf((String) row[1]),
                        (boolean) row[2],
                        (int) row[3],
                        (long) row[4],
                        (long) row[5]))
                .getResultList();
    }

    /** The hops of the centre's tickets in some months, as {@link #of} tells of its promises. */
    List<HopCell> hops(String centre, YearMonth from, YearMonth to) {
        return session.createNativeQuery(HOPS, Object[].class)
                .addScalar("authority", String.class)
                .addScalar("handed_back", Boolean.class)
                .addScalar("half_hours", Integer.class)
                .addScalar("hops", Long.class)
                .addScalar("minutes", Long.class)
                .addScalar("missed_acceptances", Long.class)
                .addScalar("missed_hand_backs", Long.class)
                .addScalar("missed_callbacks", Long.class)
                .setParameter("centre", centre)
                .setParameter("from", from.atDay(1))
                .setParameter("to", to.atDay(1))
                .setTupleTransformer((row, _) -> new HopCell(
                        (String) row[0],
                        (boolean) row[1],
                        (int) row[2],
                        (long) row[3],
                        (long) row[4],
                        (long) row[5],
                        (long) row[6],
                        (long) row[7]))
                .getResultList();
    }

    /** The centre's enquiries that are not answered yet, by authority, the one with the most of them first. */
    List<Backlog.Waiting> backlog(String centre, Instant at) {
        return session.createNativeQuery(BACKLOG, Object[].class)
                .addScalar("authority", String.class)
                .addScalar("up_to_one_day", Long.class)
                .addScalar("up_to_three_days", Long.class)
                .addScalar("up_to_one_week", Long.class)
                .addScalar("longer", Long.class)
                .addScalar("overdue", Long.class)
                .setParameter("centre", centre)
                .setParameter("at", at)
                .setParameter("limit", Backlog.MOST_ROWS)
                .setTupleTransformer((row, _) -> new Backlog.Waiting(
                        (String) row[0], (long) row[1], (long) row[2], (long) row[3], (long) row[4], (long) row[5]))
                .getResultList();
    }

    /**
     * Adds what has changed to the figures.
     *
     * @return how many changes of the kind that there are most of, up to {@code limit}
     */
    long rollUp(int limit) {
        return Math.max(rollUp("select roll_up_figures(:limit)", limit), rollUp("select roll_up_hops(:limit)", limit));
    }

    private long rollUp(String query, int limit) {
        return session.createNativeQuery(query, Long.class)
                .setParameter("limit", limit)
                .getSingleResult();
    }
}
