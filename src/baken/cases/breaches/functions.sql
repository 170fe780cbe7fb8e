-- Who decides on breaches: the municipality's privacy officer.
create or replace function cases_breach_handles() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (select acting_is_municipality()) and (select acting_purpose()) = 'privacy' $$;

-- Is this a real case of mine, open or closed, on which I do not only look?
create or replace function cases_breach_on(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_case c where c.id = file and not c.practice
  and c.id in (select acting_files()) and c.id not in (select acting_opened())) $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'cases\_breach\_%'
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
