-- Drafts of the model hold no data of persons but who wrote them: for who works with the model.
alter table cases_modeldraft enable row level security;
alter table cases_modeldraft force row level security;
grant select, insert on cases_modeldraft to baken_app;
grant update (title, source, body, edited_by_id, edited_at, version, dropped_at)
  on cases_modeldraft to baken_app;
grant select, update (model_id, adopted_by_id, adopted_at) on cases_modeldraft to baken_acting;
create policy "the function that adopts" on cases_modeldraft for all to baken_acting
  using (true) with check (true);
create policy "the municipality's people who work with the model" on cases_modeldraft for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) in
    ('cases', 'briefing', 'administration', 'privacy'));
create policy "who keeps the model begins a draft" on cases_modeldraft for insert to baken_app
  with check ((select cases_keeps_model()) and begun_by_id = (select acting_user())
    and edited_by_id = (select acting_user()) and model_id is null);
create policy "who keeps the model writes, in the own name" on cases_modeldraft for update
  to baken_app using ((select cases_keeps_model()) and model_id is null and dropped_at is null)
  with check (edited_by_id = (select acting_user()) and model_id is null);
grant insert on cases_avemodel to baken_acting;

-- A dry run: its numbers for who works with the model, its cases for who is on them.
alter table cases_modeltrial enable row level security;
alter table cases_modeltrial force row level security;
grant select, insert, delete on cases_modeltrial to baken_app;
grant update (done_at) on cases_modeltrial to baken_app;
create policy "the municipality's people who work with the model" on cases_modeltrial for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) in
    ('cases', 'briefing', 'administration'));
create policy "who keeps the model or decides on it tries a version" on cases_modeltrial
  for insert to baken_app with check (asked_by_id = (select acting_user()) and done_at is null
    and ((select cases_keeps_model()) or (select cases_has_model_mandate())
      or ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
        and (select acting_capacity()) = 'process_manager')));
create policy "the job sees what is to be tried" on cases_modeltrial for select to baken_app
  using ((select acting_job()) = 'cases.model');
create policy "the job notes that it is done" on cases_modeltrial for update to baken_app
  using ((select acting_job()) = 'cases.model');

alter table cases_modelfinding enable row level security;
alter table cases_modelfinding force row level security;
grant select, insert, delete on cases_modelfinding to baken_app;
grant select on cases_modelfinding to baken_figures;
create policy "tallies" on cases_modelfinding for select to baken_figures using (true);
create policy "what a version means for the municipality's cases that I am on"
  on cases_modelfinding for select to baken_app using ((select acting_is_municipality())
    and case_id in (select acting_files()));
create policy "the job notes what it finds" on cases_modelfinding for insert to baken_app
  with check ((select acting_job()) = 'cases.model');

-- A move: asked by a process manager or the operational manager, decided by another with the
-- mandate. Every member of a case sees that it moved, and what kept it.
alter table cases_modelmove enable row level security;
alter table cases_modelmove force row level security;
grant select, insert on cases_modelmove to baken_app;
grant update (decided_by_id, decided_at, granted, grounds) on cases_modelmove to baken_app;
grant select, update (total, done, kept, finished_at) on cases_modelmove to baken_acting;
create policy "the functions that move cases" on cases_modelmove for all to baken_acting
  using (true) with check (true);
create policy "the municipality's people who work on cases or govern" on cases_modelmove
  for select to baken_app using ((select acting_is_municipality())
    and (select acting_purpose()) in ('cases', 'briefing'));
create policy "a process manager or the operational manager asks" on cases_modelmove for insert
  to baken_app with check ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (select acting_capacity()) in ('process_manager', 'lead')
    and asked_by_id = (select acting_user()) and decided_at is null and finished_at is null
    and total = 0 and done = 0 and kept = 0);
create policy "another with the mandate decides, once" on cases_modelmove for update to baken_app
  using ((select cases_has_model_mandate()) and decided_at is null
    and not cases_same_person(asked_by_id, (select acting_user())))
  with check (decided_by_id = (select acting_user()));
create policy "the job sees what is to be moved" on cases_modelmove for select to baken_app
  using ((select acting_job()) = 'cases.model');

alter table cases_modelmoveitem enable row level security;
alter table cases_modelmoveitem force row level security;
grant select, delete on cases_modelmoveitem to baken_app;
grant select, insert, update (done_at, outcome, gaps, clocks) on cases_modelmoveitem
  to baken_acting;
create policy "the functions that move cases" on cases_modelmoveitem for all to baken_acting
  using (true) with check (true);
create policy "moves of the cases I am on" on cases_modelmoveitem for select to baken_app
  using (case_id in (select acting_files()));
create policy "the job sees what is to be moved" on cases_modelmoveitem for select to baken_app
  using ((select acting_job()) = 'cases.model');

-- The job moves a case and its clocks through one function.
grant update (model_id) on cases_case to baken_acting;
grant update (span) on cases_clock to baken_acting;
