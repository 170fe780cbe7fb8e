-- Counts over all cases. The lead's page: from ten on, and withheld along with a neighbour where a
-- subtraction would give it away; the exact number does not reach the application.
create or replace function figures_cases_steering()
returns table (measure text, value text, amount numeric, withheld text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with allowed as (
    select (select acting_is_municipality()) and (select acting_purpose()) = 'cases'
      and (select acting_capacity()) = 'lead' as ok
  ), living as (
    select c.phase::text as phase, extract(epoch from now() - coalesce((
        select max(d.decided_at) from cases_phasedecision d
        where d.case_id = c.id and d.granted), c.opened_at)) / 86400 as days
    from cases_case c, allowed where c.closed_at is null and not c.practice and allowed.ok
  ), counted as (
    select 'phase' as measure, phase as value, count(*) as n from living group by phase
    union all
    select 'phase', '', count(*) from living having count(*) > 0
    union all
    select 'lapse', o.name, count(*) from cases_lapse l
      join access_organisation o on o.id = l.organisation_id, allowed
    where allowed.ok and l.noted_at > now() - interval '1 year' group by o.name
  ), marked as (
    select c.*, c.n < 10 as small,
      count(*) filter (where c.n < 10 and c.value <> '') over (partition by c.measure) as smalls,
      row_number() over (partition by c.measure, c.value = '', c.n < 10
        order by c.n, c.value) as place
    from counted c
  )
  select m.measure, m.value,
    case when m.small or (m.value <> '' and m.smalls = 1 and m.place = 1) then null else m.n end,
    case when m.small then 'small'
      when m.value <> '' and m.smalls = 1 and m.place = 1 then 'along' else '' end
  from marked m
  union all
  -- The middle of ten or more cases is nobody's own.
  select 'days', phase, case when count(*) >= 10
      then round(percentile_cont(0.5) within group (order by days)::numeric) end,
    case when count(*) >= 10 then '' else 'small' end
  from living group by phase
  union all
  -- A share in tens of per cents, of ten or more; how many they are is not told.
  select 'breach', k.kind::text, case when count(*) >= 10 then round(
      count(*) filter (where coalesce(k.met_at, now()) > k.due_at) * 10.0 / count(*)) * 10 end,
    case when count(*) >= 10 then '' else 'small' end
  from cases_clock k join cases_case c on c.id = k.case_id and not c.practice, allowed
  where allowed.ok and k.started_at > now() - interval '1 year'
    and (k.met_at is not null or k.due_at < now())
  group by k.kind
  order by 1, 2
$$;

create or replace function figures_lapses(from_date date, until_date date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  -- What was agreed and not done in the period, by kind of organisation.
  select jsonb_build_object('kind', o.kind,
    'month', to_char(l.since at time zone 'Europe/Amsterdam', 'YYYY-MM')), count(*)
  from cases_lapse l
    join access_organisation o on o.id = l.organisation_id
  where l.since >= from_date::timestamp at time zone 'Europe/Amsterdam'
    and l.since < until_date::timestamp at time zone 'Europe/Amsterdam'
    and ((select acting_purpose()) = 'statistics' or (select acting_job()) like 'programme.%')
  group by 1
$$;

alter function figures_cases_steering() owner to baken_figures;
alter function figures_lapses(date, date) owner to baken_figures;
revoke execute on function figures_cases_steering(), figures_lapses(date, date) from public;
grant execute on function figures_cases_steering(), figures_lapses(date, date) to baken_app;
