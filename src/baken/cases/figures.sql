-- Counts by dimension, for the purpose statistics and for the job that takes tallies.
create or replace function figures_cases_per_phase(from_date date, until_date date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  -- Cases that lived at the end of the period, in the phase of that moment.
  with moment as (select until_date::timestamp at time zone 'Europe/Amsterdam' as at),
  moves as (
    select case_id, from_phase, to_phase, decided_at as moved_at from cases_phasedecision
      where granted
    union all select case_id, from_phase, to_phase, taken_at from cases_jump),
  living as (
    select coalesce((select d.to_phase from moves d
        where d.case_id = c.id and d.moved_at < m.at order by d.moved_at desc limit 1),
      (select d.from_phase from moves d where d.case_id = c.id order by d.moved_at limit 1),
      c.phase) as phase
    from cases_case c, moment m
    where not c.practice and c.opened_at < m.at and (c.closed_at is null or c.closed_at >= m.at))
  select jsonb_build_object('phase', phase), count(*) from living
  where (select acting_purpose()) = 'statistics' or (select acting_job()) like 'programme.%'
  group by phase
$$;

create or replace function figures_actions_overdue(from_date date, until_date date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  -- Actions that were over their date and not done at the end of the period.
  with moment as (select until_date::timestamp at time zone 'Europe/Amsterdam' as at)
  select '{}'::jsonb, count(*) from cases_action a
  join cases_case c on c.id = a.case_id and not c.practice, moment m
  where a.due_at < m.at and (a.done_at is null or a.done_at >= m.at) and a.created_at < m.at
    and ((select acting_purpose()) = 'statistics' or (select acting_job()) like 'programme.%')
  having (select acting_purpose()) = 'statistics' or (select acting_job()) like 'programme.%'
$$;

alter function figures_cases_per_phase(date, date) owner to baken_figures;
alter function figures_actions_overdue(date, date) owner to baken_figures;
revoke execute on function figures_cases_per_phase(date, date), figures_actions_overdue(date, date)
  from public;
grant execute on function figures_cases_per_phase(date, date), figures_actions_overdue(date, date)
  to baken_app;
