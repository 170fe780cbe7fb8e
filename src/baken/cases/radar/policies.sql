-- A partner's own last visit: nobody else sees when somebody was here.
alter table cases_visit enable row level security;
alter table cases_visit force row level security;
grant select, insert, delete on cases_visit to baken_app;
grant update (seen_at, before_at) on cases_visit to baken_app;
create policy "everyone their own visit" on cases_visit for select to baken_app
  using (user_id = (select acting_user()) and organisation_id = (select acting_organisation()));
create policy "everyone notes their own visit" on cases_visit for insert to baken_app
  with check (user_id = (select acting_user())
    and organisation_id = (select acting_organisation()));
create policy "everyone moves their own visit" on cases_visit for update to baken_app
  using (user_id = (select acting_user()) and organisation_id = (select acting_organisation()));

-- Cases that go to another process manager: known to who asks, gives and takes.
alter table cases_transfer enable row level security;
alter table cases_transfer force row level security;
grant select, insert, delete on cases_transfer to baken_app;
grant update (accepted_at, declined_at) on cases_transfer to baken_app;
grant select, update (total, done, kept, finished_at) on cases_transfer to baken_acting;
create policy "the functions that hand cases over" on cases_transfer for all to baken_acting
  using (true) with check (true);
create policy "who asks, gives or takes" on cases_transfer for select to baken_app
  using ((select acting_purpose()) = 'cases' and organisation_id = (select acting_organisation())
    and (select acting_user()) in (source_id, target_id, asked_by_id));
create policy "a process manager asks for the own cases, a lead decides for another"
  on cases_transfer for insert to baken_app with check ((select acting_is_municipality())
    and (select acting_purpose()) = 'cases' and asked_by_id = (select acting_user())
    and organisation_id = (select acting_organisation()) and accepted_at is null
    and declined_at is null and finished_at is null and total = 0 and done = 0 and kept = 0
    and ((select acting_capacity()) = 'lead'
      or (select acting_capacity()) = 'process_manager' and source_id = (select acting_user())));
create policy "who takes them answers, once" on cases_transfer for update to baken_app
  using (target_id = (select acting_user()) and (select acting_capacity()) = 'process_manager'
    and (select acting_purpose()) = 'cases' and organisation_id = (select acting_organisation())
    and accepted_at is null and declined_at is null)
  with check (target_id = (select acting_user()));

alter table cases_transferitem enable row level security;
alter table cases_transferitem force row level security;
grant select, delete on cases_transferitem to baken_app;
grant select, insert, update (done_at, outcome) on cases_transferitem to baken_acting;
create policy "the functions that hand cases over" on cases_transferitem for all to baken_acting
  using (true) with check (true);
create policy "of the cases I am on" on cases_transferitem for select to baken_app
  using (case_id in (select acting_files()) and (select acting_manages()));

-- The job hands over seats and files through one function, and only then.
grant insert, update (ended_at, ended_why) on cases_seat to baken_acting;
create policy "the job hands a seat over" on cases_seat for insert to baken_acting
  with check ((select acting_job()) = 'cases.transfer');
create policy "the job ends a seat that it hands over" on cases_seat for update to baken_acting
  using ((select acting_job()) = 'cases.transfer');
grant insert, update (invited, valid_until) on access_membership to baken_acting;
create policy "the job puts the new holder on the file" on access_membership for insert
  to baken_acting with check ((select acting_job()) = 'cases.transfer');
create policy "the job takes who handed over off the file" on access_membership for update
  to baken_acting using ((select acting_job()) = 'cases.transfer');

-- Tallies need the clocks too.
grant select on cases_clock to baken_figures;
create policy "tallies" on cases_clock for select to baken_figures using (true);

-- The lead's counts name organisations.
grant select on access_organisation to baken_figures;
create policy "tallies name organisations" on access_organisation for select to baken_figures
  using (true);
