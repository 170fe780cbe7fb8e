-- Does this goal or agreement belong to this case? Asked by policies on what hangs on it: these
-- may not read the goal itself, whose own policies read what is shared.
create or replace function cases_in_plan(wanted uuid, file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select acting_files())
  and (exists (select 1 from cases_goal g where g.id = wanted and g.case_id = file)
    or exists (select 1 from cases_agreement a where a.id = wanted and a.case_id = file)) $$;

alter function cases_in_plan(uuid, uuid) owner to baken_acting;
revoke execute on function cases_in_plan(uuid, uuid) from public;
grant execute on function cases_in_plan(uuid, uuid) to baken_app, baken_acting;
