-- Which papers this acting may see: those that were shared, and drafts for who works on them.
-- A function, because the policies of editions and bindings lean on it.
create or replace function programme_papers() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select p.id from programme_councilpaper p
  where p.status in ('shared', 'adopted')
    or (select acting_purpose()) in ('programme', 'council', 'briefing')
$$;

-- From which number on a count may be shown: ten where persons or cases are counted, else five.
create or replace function programme_floor(counts text) returns bigint
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$ select case when counts in ('persons', 'cases') then 10 else 5 end::bigint $$;

-- The release: the latest run of each count and period, the whole and per area. What is too
-- small comes out as null here already; the exact number never reaches the application.
create or replace function programme_released() returns table (
  name text, title text, counts text, period text, taken_at timestamptz, sha256 text,
  area text, amount bigint, shown_from bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with latest as (
    select distinct on (r.name, r.period) r.* from programme_tallyrun r
    order by r.name, r.period, r.taken_at desc
  ), counted as (
    select r.id, t.dimensions ->> 'area' as area, sum(t.amount)::bigint as amount
    from latest r join programme_tally t on t.run_id = r.id
    where t.dimensions ->> 'area' <> '' group by 1, 2
    union all
    select r.id, '', coalesce(sum(t.amount), 0)::bigint
    from latest r left join programme_tally t on t.run_id = r.id group by 1
  )
  select r.name::text, r.title::text, r.counts::text, r.period::text, r.taken_at, r.sha256::text,
    c.area::text,
    case when c.amount >= programme_floor(r.counts) then c.amount end,
    programme_floor(r.counts)
  from counted c join latest r on r.id = c.id
  order by 1, 4, 7
$$;

alter function programme_papers() owner to baken_figures;
alter function programme_released() owner to baken_figures;
revoke execute on function programme_papers(), programme_floor(text), programme_released()
  from public;
grant execute on function programme_papers(), programme_floor(text), programme_released()
  to baken_app;
grant execute on function programme_floor(text) to baken_figures;
