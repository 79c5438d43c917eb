package org.poststelle.sla.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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

    /**
     * Adds what has changed to the figures.
     *
     * @return how many changes, up to {@code limit}
     */
    long rollUp(int limit) {
        return session.createNativeQuery("select roll_up_figures(:limit)", Long.class)
                .setParameter("limit", limit)
                .getSingleResult();
    }
}
