-- How an item stands before this version of it: '' before the first one, and null when this is
-- not the next version. A policy cannot ask its own table.
create or replace function programme_standing(asked uuid, next integer) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select case when coalesce(max(r.version), 0) = next - 1 then coalesce(
    (array_agg(r.standing::text order by r.version desc))[1], '') end
  from programme_councilrecord r where r.item = asked
$$;

-- The version that the next judgement of an action gets.
create or replace function programme_next_light(asked text, whose text) returns integer
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(max(l.version), 0) + 1 from programme_light l
  where l.action = asked and l.municipality = whose
$$;

alter function programme_standing(uuid, integer) owner to baken_figures;
alter function programme_next_light(text, text) owner to baken_figures;
revoke execute on function programme_standing(uuid, integer), programme_next_light(text, text)
  from public;
grant execute on function programme_standing(uuid, integer), programme_next_light(text, text)
  to baken_app;

-- Kept for good: also for who stands above the wall, a version never changes.
create or replace function programme_kept() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$ begin
  raise exception 'rows of % are kept as they are', tg_table_name using errcode = '42501';
end $$;
create or replace trigger councilrecord_kept before update or delete on programme_councilrecord
  for each row execute function programme_kept();
create or replace trigger light_kept before update or delete on programme_light
  for each row execute function programme_kept();
