package org.poststelle.sla.telephone;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.poststelle.sla.document.DocumentRefusal;

/** The calls that the telephone systems of the centres counted, as far as the transaction's access scope may see them. */
@ApplicationScoped
@Transactional
class TelephoneFigures {

    private static final int HALF_HOURS_OF_A_WEEK = 336;

    private final Session session;

    TelephoneFigures(Session session) {
        this.session = session;
    }

    /**
     * Puts the calls of a day in the place of what was known of it: sent again, they count once.
     *
     * @throws DocumentRefusal when they contradict themselves
     */
    void replace(String centre, LocalDate day, TelephoneDay calls) {
        DocumentRefusal.ifContradictory(calls.contradiction());
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "calls of " + centre + " on " + day)
                .getSingleResult();
        session.createNativeMutationQuery("delete from telephone_figure where centre = :centre and day = :day")
                .setParameter("centre", centre)
                .setParameter("day", day)
                .executeUpdate();
        calls.halfHours()
                .forEach(halfHour -> session.createNativeMutationQuery("""
                        insert into telephone_figure (centre, day, half_hour, offered, answered, answered_in_time, handling_seconds)
                        values (:centre, :day, :halfHour, :offered, :answered, :answeredInTime, :handlingSeconds)
                        """)
                        .setParameter("centre", centre)
                        .setParameter("day", day)
                        .setParameter("halfHour", LocalTime.parse(halfHour.from()))
                        .setParameter("offered", halfHour.offered())
                        .setParameter("answered", halfHour.answered())
                        .setParameter("answeredInTime", halfHour.answeredInTime())
                        .setParameter("handlingSeconds", halfHour.handlingSeconds())
                        .executeUpdate());
    }

    /** The calls of a centre in some months, by month. */
    List<TelephoneTable.CallsOfMonth> byMonth(String centre, YearMonth from, YearMonth to) {
        return session.createNativeQuery("""
                        select cast(date_trunc('month', day) as date) as month, sum(offered) as offered, sum(answered) as answered,
                               sum(answered_in_time) as answered_in_time, sum(handling_seconds) as handling_seconds
                        from telephone_figure
                        where centre = :centre and day >= :from and day < :after
                        group by 1 order by 1
                        """, Object[].class)
                .addScalar("month", LocalDate.class)
                .addScalar("offered", Long.class)
                .addScalar("answered", Long.class)
                .addScalar("answered_in_time", Long.class)
                .addScalar("handling_seconds", Long.class)
                .setParameter("centre", centre)
                .setParameter("from", from.atDay(1))
                .setParameter("after", to.plusMonths(1).atDay(1))
                .setTupleTransformer((row, _) -> TelephoneTable.CallsOfMonth.of(
                        YearMonth.from((LocalDate) row[0]), (long) row[1], (long) row[2], (long) row[3], (long) row[4]))
                .getResultList();
    }

    /** How many calls a centre has on average in each half hour of a week, over the days of which something is known. */
    Arrivals arrivals(String centre, LocalDate from, LocalDate to) {
        var counted = session.createNativeQuery("""
                        with known as (
                            select extract(isodow from day) - 1 as weekday, count(distinct day) as days
                            from telephone_figure where centre = :centre and day between :from and :to group by 1)
                        select cast(weekday * 48 + extract(hour from half_hour) * 2 + extract(minute from half_hour) / 30 as integer)
                                   as place,
                               cast(sum(offered) as double precision) / max(days) as calls,
                               sum(answered) as answered, sum(handling_seconds) as handling_seconds
                        from telephone_figure join known on weekday = extract(isodow from day) - 1
                        where centre = :centre and day between :from and :to
                        group by 1
                        """, Object[].class)
                .addScalar("place", Integer.class)
                .addScalar("calls", Double.class)
                .addScalar("answered", Long.class)
                .addScalar("handling_seconds", Long.class)
                .setParameter("centre", centre)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
        var calls = new double[HALF_HOURS_OF_A_WEEK];
        counted.forEach(row -> calls[(int) row[0]] = (double) row[1]);
        var answered = counted.stream().mapToLong(row -> (long) row[2]).sum();
        var seconds = counted.stream().mapToLong(row -> (long) row[3]).sum();
        return new Arrivals(
                IntStream.range(0, calls.length).mapToObj(place -> calls[place]).toList(),
                answered == 0 ? null : Math.round((double) seconds / answered));
    }
}
