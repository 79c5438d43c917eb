-- What was told is kept as it was told: jsonb would write 1e9 out, and give back what no reader takes.
alter table ticket_history alter column details type json using details::json;
