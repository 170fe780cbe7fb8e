-- Did this acting ever work on the report? Who did, does not decide whether a colleague may see who
-- reported: neither now, nor after passing it on.
create or replace function reports_worked_on(report uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (select 1 from reports_report r
      where r.id = report and r.assigned_to_id = acting_user())
    or exists (select 1 from reports_event e where e.report_id = report
      and (e.kind = 'taken' and e.by_id = acting_user()
        or e.kind = 'assigned' and e.new = acting_user()::text))
$$;
alter function reports_worked_on(uuid) owner to baken_search;
revoke execute on function reports_worked_on(uuid) from public;
grant execute on function reports_worked_on(uuid) to baken_app;

-- A request is decided once and whole, and what was allowed only ends: it is never stretched.
create or replace function reports_identityrequest_turn() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old.granted is null and new.granted is not null and new.ended_at is null
    and new.decided_by_id = acting_user() and old.asked_by_id <> acting_user()
    and not reports_worked_on(old.report_id) and new.decided_at <= clock_timestamp()
  then return new; end if;
  if old.granted and old.ended_at is null and old.until > now()
    and new.ended_at between now() - interval '1 minute' and clock_timestamp()
    and (new.granted, new.decided_by_id, new.decided_at, new.answer, new.until)
      is not distinct from (old.granted, old.decided_by_id, old.decided_at, old.answer, old.until)
  then return new; end if;
  raise exception 'a decision is made once' using errcode = 'insufficient_privilege';
end $$;
revoke execute on function reports_identityrequest_turn() from public;
create or replace trigger identityrequest_turn before update on reports_identityrequest
  for each row when (starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function reports_identityrequest_turn();
