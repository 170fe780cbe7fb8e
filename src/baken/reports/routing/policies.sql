-- Teams, who is in them, and the rules: the municipality's own order of work. A report that comes in
-- is routed by the function, whoever brings it.
alter table reports_team enable row level security;
alter table reports_team force row level security;
grant select, insert on reports_team to baken_app;
grant update (name, catches, ended_at) on reports_team to baken_app;
grant select on reports_team, reports_teammember, reports_rules to baken_acting;
create policy "the function that routes" on reports_team for select to baken_acting using (true);
create policy "who works here knows the teams" on reports_team for select to baken_app
  using ((select acting_user()) is not null);
create policy "the desk of the whole city makes a team" on reports_team for insert to baken_app
  with check ((select reports_desk_area()) = '');
create policy "the desk of the whole city changes a team" on reports_team for update to baken_app
  using ((select reports_desk_area()) = '');

alter table reports_teammember enable row level security;
alter table reports_teammember force row level security;
grant select, insert, delete on reports_teammember to baken_app;
create policy "the function that routes" on reports_teammember for select to baken_acting
  using (true);
create policy "the desk reads who is in a team" on reports_teammember for select to baken_app
  using ((select reports_desk_area()) is not null);
create policy "the desk of the whole city puts a colleague in a team" on reports_teammember
  for insert to baken_app with check ((select reports_desk_area()) = '');
create policy "the desk of the whole city takes a colleague out of a team" on reports_teammember
  for delete to baken_app using ((select reports_desk_area()) = '');

alter table reports_rules enable row level security;
alter table reports_rules force row level security;
grant select, insert, delete on reports_rules to baken_app;
grant update (lines, adopted_by_id, adopted_at, version) on reports_rules to baken_app;
create policy "the function that routes" on reports_rules for select to baken_acting using (true);
create policy "the desk reads the rules" on reports_rules for select to baken_app
  using ((select reports_desk_area()) is not null);
create policy "the desk of the whole city makes a draft" on reports_rules for insert to baken_app
  with check ((select reports_desk_area()) = '' and made_by_id = (select acting_user())
    and adopted_at is null);
create policy "the desk of the whole city writes and adopts a draft" on reports_rules for update
  to baken_app using ((select reports_desk_area()) = '' and adopted_at is null)
  with check ((select reports_desk_area()) = ''
    and (adopted_at is null or adopted_by_id = (select acting_user())));
create policy "the desk of the whole city throws a draft away" on reports_rules for delete
  to baken_app using ((select reports_desk_area()) = '' and adopted_at is null);
