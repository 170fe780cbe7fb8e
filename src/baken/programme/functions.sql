-- What everyone may know of papers: the one edition of each that was shared, or adopted. The row
-- of a paper holds its next text too, so it stays closed.
create or replace function programme_published()
returns table (paper_id uuid, edition_id uuid, slug text, status text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select p.id, coalesce(p.adopted_edition_id, p.shared_edition_id), p.slug::text, p.status::text
  from programme_councilpaper p where p.status in ('shared', 'adopted')
$$;

-- From which number on a count may be shown: ten where persons or cases are counted, else five.
create or replace function programme_floor(counts text) returns bigint
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$ select case when counts in ('persons', 'cases') then 10 else 5 end::bigint $$;

-- The release: the latest run of each count and period, as a whole and along one dimension at a
-- time (per area, per phase); never two crossed. What is too small comes out as null already:
-- the exact number does not reach the application. Where one part alone is too small, the
-- smallest other part is withheld along with it, or a subtraction would give it away.
create or replace function programme_released() returns table (
  name text, title text, counts text, period text, taken_at timestamptz, sha256 text,
  dimension text, value text, amount bigint, shown_from bigint, withheld text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with latest as (
    select distinct on (r.name, r.period) r.*, programme_floor(r.counts) as least_shown
    from programme_tallyrun r order by r.name, r.period, r.taken_at desc
  ), counted as (
    select r.id, d.key as dimension, d.value, sum(t.amount)::bigint as amount
    from latest r join programme_tally t on t.run_id = r.id
    cross join lateral jsonb_each_text(t.dimensions) d
    where d.key <> 'month' and d.value <> '' group by 1, 2, 3
    union all
    select r.id, '', '', coalesce(sum(t.amount), 0)::bigint
    from latest r left join programme_tally t on t.run_id = r.id group by 1
  ), marked as (
    select c.*, l.least_shown, c.amount < l.least_shown as small,
      count(*) filter (where c.amount < l.least_shown)
        over (partition by c.id, c.dimension) as smalls,
      row_number() over (partition by c.id, c.dimension, c.amount < l.least_shown
        order by c.amount, c.value) as place
    from counted c join latest l on l.id = c.id
  ), judged as (
    select m.*, case when m.small then 'small'
      when m.dimension <> '' and m.smalls = 1 and m.place = 1 then 'along' else '' end as hidden
    from marked m
  )
  select r.name::text, r.title::text, r.counts::text, r.period::text, r.taken_at, r.sha256::text,
    j.dimension, j.value, case when j.hidden = '' then j.amount end, r.least_shown, j.hidden
  from judged j join latest r on r.id = j.id
  order by 1, 4, 7, 8
$$;

alter function programme_published() owner to baken_figures;
alter function programme_released() owner to baken_figures;
revoke execute on function programme_published(), programme_floor(text), programme_released()
  from public;
grant execute on function programme_published(), programme_floor(text), programme_released()
  to baken_app;
grant execute on function programme_floor(text) to baken_figures;
