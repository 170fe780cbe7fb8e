comment on table cases_domainlist is 'open: versions of the life domains; no data of persons';
grant select on cases_domainlist to baken_app, baken_acting;

-- The head of a version: no texts, so for every member.
alter table cases_plan enable row level security;
alter table cases_plan force row level security;
grant select, insert, delete on cases_plan to baken_app;
grant update (settled_by_id, settled_at, version) on cases_plan to baken_app;
create policy "versions of the plan of the cases I am on" on cases_plan for select to baken_app
  using (case_id in (select acting_files()));
create policy "the municipality's managers begin a version" on cases_plan for insert to baken_app
  with check ((select acting_manages()) and begun_by_id = (select acting_user())
    and settled_at is null and case_id in (select cases_open_files()));
create policy "the municipality's managers settle it; then it stays" on cases_plan for update
  to baken_app using ((select acting_manages()) and settled_at is null
    and case_id in (select cases_open_files()))
  with check (settled_at is null or settled_by_id = (select acting_user()));

alter table cases_householdview enable row level security;
alter table cases_householdview force row level security;
grant select, insert, delete on cases_householdview to baken_app;
grant update (text, consent, reason, spoken_on, recorded_by_id, recorded_at, version)
  on cases_householdview to baken_app;
create policy "the household's view, for the municipality's people on the case"
  on cases_householdview for select to baken_app using ((select acting_is_municipality())
    and (select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "a manager records it while the version is in the making"
  on cases_householdview for insert to baken_app with check ((select acting_manages())
    and recorded_by_id = (select acting_user()) and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id
      and p.case_id = cases_householdview.case_id and p.settled_at is null));
create policy "a manager records it anew while the version is in the making"
  on cases_householdview for update to baken_app using ((select acting_manages())
    and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id and p.settled_at is null))
  with check (recorded_by_id = (select acting_user()));

-- Goals: the municipality's people on the case; others when that goal is shared with them.
alter table cases_goal enable row level security;
alter table cases_goal force row level security;
grant select, insert, delete on cases_goal to baken_app;
grant update (domain, text, see, position, dropped, version) on cases_goal to baken_app;
grant select on cases_goal to baken_acting;
create policy "the function that asks of which case it is" on cases_goal for select
  to baken_acting using (true);
create policy "goals, for the municipality's people on the case" on cases_goal for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and case_id in (select acting_files()));
create policy "goals shared with my organisation" on cases_goal for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and id in (select s.goal_id from cases_planshare s
      where s.organisation_id = (select acting_organisation()) and s.withdrawn_at is null));
create policy "managers write goals while the version is in the making" on cases_goal for insert
  to baken_app with check ((select acting_manages()) and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id
      and p.case_id = cases_goal.case_id and p.settled_at is null));
create policy "managers change goals while the version is in the making" on cases_goal for update
  to baken_app using ((select acting_manages()) and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id and p.settled_at is null));

-- Safety agreements: likewise; whoever is named in one has it shared with them.
alter table cases_agreement enable row level security;
alter table cases_agreement force row level security;
grant select, insert, delete on cases_agreement to baken_app;
grant update (sign, step, calls, valid_until, position, dropped, version) on cases_agreement
  to baken_app;
grant select on cases_agreement to baken_acting;
create policy "the function that asks of which case it is" on cases_agreement for select
  to baken_acting using (true);
create policy "agreements, for the municipality's people on the case" on cases_agreement
  for select to baken_app using ((select acting_is_municipality())
    and (select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "agreements in which my organisation is named" on cases_agreement
  for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and id in (select s.agreement_id from cases_planshare s
      where s.organisation_id = (select acting_organisation()) and s.withdrawn_at is null));
create policy "managers write agreements while the version is in the making" on cases_agreement
  for insert to baken_app with check ((select acting_manages())
    and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id
      and p.case_id = cases_agreement.case_id and p.settled_at is null));
create policy "managers change agreements while the version is in the making" on cases_agreement
  for update to baken_app using ((select acting_manages())
    and case_id in (select cases_open_files())
    and exists (select 1 from cases_plan p where p.id = plan_id and p.settled_at is null));

-- Who answers for an agreement: seen by who sees the agreement.
alter table cases_agreementowner enable row level security;
alter table cases_agreementowner force row level security;
grant select, insert, delete on cases_agreementowner to baken_app;
grant update (until) on cases_agreementowner to baken_app;
create policy "owners of the agreements that I see" on cases_agreementowner for select
  to baken_app using (agreement_id in (select a.id from cases_agreement a));
create policy "managers give an agreement to who takes part" on cases_agreementowner for insert
  to baken_app with check ((select acting_manages()) and given_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and cases_in_plan(agreement_id, case_id)
    and cases_takes_part(case_id, organisation_id));
create policy "managers take an agreement back" on cases_agreementowner for update to baken_app
  using ((select acting_manages()) and case_id in (select cases_open_files()));

-- What is shared: the municipality shares, with who takes part.
alter table cases_planshare enable row level security;
alter table cases_planshare force row level security;
grant select, insert, delete on cases_planshare to baken_app;
grant update (withdrawn_at) on cases_planshare to baken_app;
create policy "what is shared, for the municipality's people on the case" on cases_planshare
  for select to baken_app using ((select acting_is_municipality())
    and (select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "what is shared with my organisation" on cases_planshare for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and withdrawn_at is null);
create policy "managers share with who takes part" on cases_planshare for insert to baken_app
  with check ((select acting_manages()) and shared_by_id = (select acting_user())
    and case_id in (select cases_open_files())
    and cases_in_plan(coalesce(goal_id, agreement_id), case_id)
    and cases_takes_part(case_id, organisation_id));
create policy "managers withdraw what is shared" on cases_planshare for update to baken_app
  using ((select acting_manages()) and case_id in (select cases_open_files()));

-- Scores of goals: seen by who sees the goal.
alter table cases_goalscore enable row level security;
alter table cases_goalscore force row level security;
grant select, insert, delete on cases_goalscore to baken_app;
create policy "scores of the goals that I see" on cases_goalscore for select to baken_app
  using (goal_id in (select g.id from cases_goal g));
create policy "who evaluates scores the goals that they see" on cases_goalscore for insert
  to baken_app with check (case_id in (select cases_open_files())
    and goal_id in (select g.id from cases_goal g where g.case_id = cases_goalscore.case_id)
    and evaluation_id in (select e.id from cases_evaluation e
      where e.case_id = cases_goalscore.case_id and e.author_id = (select acting_user())));

-- An action serves a goal of its own case, one that who agrees on it sees.
create policy "an action serves a goal of its own case" on cases_action
  as restrictive for insert to baken_app with check (goal_id is null
    or goal_id in (select g.id from cases_goal g where g.case_id = cases_action.case_id));
