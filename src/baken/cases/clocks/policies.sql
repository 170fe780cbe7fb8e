-- Pauses, lapses and who was told. The job sees its own two tables and no text of a case.
alter table cases_pause enable row level security;
alter table cases_pause force row level security;
grant select, insert, delete on cases_pause to baken_app;
grant update (ended_at) on cases_pause to baken_app;
grant select on cases_pause to baken_acting;
create policy "functions that ask what stands still" on cases_pause for select to baken_acting
  using (true);
create policy "pauses on the cases I am on" on cases_pause for select to baken_app
  using (case_id in (select acting_files()));
create policy "the municipality's managers let a clock stand still" on cases_pause for insert
  to baken_app with check ((select acting_manages()) and by_id = (select acting_user())
    and case_id in (select cases_open_files()));
create policy "the municipality's managers let it run again" on cases_pause for update
  to baken_app using ((select acting_manages()) and ended_at is null
    and case_id in (select cases_open_files()))
  with check ((select acting_manages()) and case_id in (select cases_open_files()));

grant update (due_at) on cases_clock, cases_action to baken_app;

alter table cases_lapse enable row level security;
alter table cases_lapse force row level security;
grant select, insert, delete on cases_lapse to baken_app;
grant update (answered_at, answered_by_id, how, answer) on cases_lapse to baken_app;
grant select, update (answered_at, how) on cases_lapse to baken_acting;
grant select on cases_lapse to baken_figures;
create policy "tallies" on cases_lapse for select to baken_figures using (true);
create policy "the function that settles what was done" on cases_lapse for all to baken_acting
  using (true) with check (true);
create policy "lapses on my cases, a partner its own" on cases_lapse for select to baken_app
  using (case_id in (select acting_files()) and ((select acting_is_municipality())
    or organisation_id = (select acting_organisation())));
create policy "the job notes what was not done" on cases_lapse for insert to baken_app
  with check ((select acting_job()) = 'cases.clocks');
create policy "the job sees what it noted" on cases_lapse for select to baken_app
  using ((select acting_job()) = 'cases.clocks');
create policy "who did not do it answers, or the municipality" on cases_lapse for update
  to baken_app using (answered_at is null and (select acting_purpose()) = 'cases'
    and case_id in (select cases_open_files()) and ((select acting_is_municipality())
    or organisation_id = (select acting_organisation())))
  with check (answered_by_id = (select acting_user())
    and case_id in (select cases_open_files()));

alter table cases_notice enable row level security;
alter table cases_notice force row level security;
grant select, insert, delete on cases_notice to baken_app;
create policy "who was told, on the municipality's cases" on cases_notice for select to baken_app
  using ((select acting_is_municipality()) and case_id in (select acting_files()));
create policy "the job notes whom it told" on cases_notice for insert to baken_app
  with check ((select acting_job()) = 'cases.clocks');
create policy "the job sees whom it told" on cases_notice for select to baken_app
  using ((select acting_job()) = 'cases.clocks');
