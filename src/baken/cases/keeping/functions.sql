-- Is this a closed, real case that I may read, and not only look at?
create or replace function cases_keeping_closed(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_case c where c.id = file and c.closed_at is not null
  and not c.practice and c.id in (select acting_files()) and c.id not in (select acting_opened())) $$;

alter function cases_keeping_closed(uuid) owner to baken_acting;
revoke execute on function cases_keeping_closed(uuid) from public;
grant execute on function cases_keeping_closed(uuid) to baken_app, baken_acting;
