-- What a dry run found, in numbers of cases, for who may read the dry run. From ten on: the exact
-- number of fewer does not reach the application, as on the other pages of counts. '' counts all
-- that run, 'touched' those for which anything would change.
create or replace function figures_model_trial(wanted uuid)
returns table (kind text, name text, number integer, cases bigint, withheld text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with found as (
    select f.* from cases_modelfinding f where f.trial_id = wanted
      and (select acting_is_municipality()) and (select acting_purpose()) in
        ('cases', 'briefing', 'administration')
  ), counted as (
    select '' as kind, '' as name, 0 as number, count(distinct case_id) as n from found
    union all
    select 'touched', '', 0, count(distinct case_id) from found where kind <> 'case'
    union all
    select f.kind::text, f.name::text, f.number::integer, count(distinct case_id)
    from found f where f.kind <> 'case' group by 1, 2, 3
  )
  select c.kind, c.name, c.number, case when c.n = 0 or c.n >= 10 then c.n end,
    case when c.n between 1 and 9 then 'small' else '' end
  from counted c order by 1, 2, 3
$$;

alter function figures_model_trial(uuid) owner to baken_figures;
revoke execute on function figures_model_trial(uuid) from public;
grant execute on function figures_model_trial(uuid) to baken_app;
