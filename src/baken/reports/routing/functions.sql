-- The rules in force and the teams, as the program reads them now and then. It tells nobody who is in
-- a team, only how many.
create or replace function reports_routing_now() returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object(
    'number', (select max(r.number) from reports_rules r where r.adopted_at is not null),
    'lines', coalesce((select r.lines from reports_rules r where r.adopted_at is not null
      order by r.number desc limit 1), '[]'),
    'teams', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name,
      'catches', t.catches, 'members', (select count(*) from reports_teammember m
        where m.team_id = t.id)) order by t.name)
      from reports_team t where t.ended_at is null), '[]'))
$$;
alter function reports_routing_now() owner to baken_acting;
revoke execute on function reports_routing_now() from public;
grant execute on function reports_routing_now() to baken_app;
