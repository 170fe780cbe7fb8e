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
-- small comes out as null here already; the exact number never reaches the application. Where
-- one area alone is too small, the smallest other one is withheld with it, or a subtraction
-- from the whole would give it away.
create or replace function programme_released() returns table (
  name text, title text, counts text, period text, taken_at timestamptz, sha256 text,
  area text, amount bigint, shown_from bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with latest as (
    select distinct on (r.name, r.period) r.*, programme_floor(r.counts) as least_shown
    from programme_tallyrun r order by r.name, r.period, r.taken_at desc
  ), counted as (
    select r.id, t.dimensions ->> 'area' as area, sum(t.amount)::bigint as amount
    from latest r join programme_tally t on t.run_id = r.id
    where t.dimensions ->> 'area' <> '' group by 1, 2
    union all
    select r.id, '', coalesce(sum(t.amount), 0)::bigint
    from latest r left join programme_tally t on t.run_id = r.id group by 1
  ), marked as (
    select c.id, c.area, c.amount, l.least_shown, c.amount < l.least_shown as small,
      count(*) filter (where c.area <> '' and c.amount < l.least_shown)
        over (partition by c.id) as smalls,
      row_number() over (partition by c.id, c.area = '' or c.amount < l.least_shown
        order by c.amount, c.area) as place
    from counted c join latest l on l.id = c.id
  )
  select r.name::text, r.title::text, r.counts::text, r.period::text, r.taken_at, r.sha256::text,
    m.area::text,
    case when not m.small and not (m.area <> '' and m.smalls = 1 and m.place = 1)
      then m.amount end,
    r.least_shown
  from marked m join latest r on r.id = m.id
  order by 1, 4, 7
$$;

alter function programme_papers() owner to baken_figures;
alter function programme_released() owner to baken_figures;
revoke execute on function programme_papers(), programme_floor(text), programme_released()
  from public;
grant execute on function programme_papers(), programme_floor(text), programme_released()
  to baken_app;
grant execute on function programme_floor(text) to baken_figures;
