-- Handing over: who asks for a step down names the receiver, who accepts for themselves.
alter table cases_handover enable row level security;
alter table cases_handover force row level security;
grant select, insert, delete on cases_handover to baken_app;
grant update (accepted_at, recorded_by_id) on cases_handover to baken_app;
create policy "who takes over in the cases I am on" on cases_handover for select to baken_app
  using (case_id in (select acting_files()));
create policy "who asks for the step names who takes over" on cases_handover for insert
  to baken_app with check ((select acting_purpose()) = 'cases'
    and case_id in (select cases_open_files()) and case_id in (select cases_seated_files())
    and (accepted_at is null or receiver_id = (select acting_user())));
create policy "who takes over accepts" on cases_handover for update to baken_app
  using (accepted_at is null and receiver_id = (select acting_user())
    and case_id in (select cases_open_files()))
  with check (receiver_id = (select acting_user()));
create policy "a professional records what the household accepts" on cases_handover for update
  to baken_app using (accepted_at is null and receiver_id is null and (select acting_manages())
    and case_id in (select cases_open_files()))
  with check (receiver_id is null and recorded_by_id = (select acting_user()));

-- The acute jump: taken by a manager, ratified by another person who holds a seat.
alter table cases_jump enable row level security;
alter table cases_jump force row level security;
grant select, insert, delete on cases_jump to baken_app;
grant update (ratified_at, ratified_by_id, granted, reason) on cases_jump to baken_app;
grant select on cases_jump to baken_acting, baken_figures;
grant update (alarmed_at) on cases_jump to baken_acting;
create policy "the function that raises the alarm" on cases_jump for all
  to baken_acting using (true) with check (true);
create policy "tallies" on cases_jump for select to baken_figures using (true);
create policy "jumps of the cases I am on" on cases_jump for select to baken_app
  using (case_id in (select acting_files()));
create policy "the municipality's managers jump" on cases_jump for insert to baken_app
  with check ((select acting_manages()) and taken_by_id = (select acting_user())
    and ratified_at is null and alarmed_at is null and case_id in (select cases_open_files()));
create policy "another person who holds a seat ratifies" on cases_jump for update to baken_app
  using (ratified_at is null and case_id in (select cases_open_files())
    and case_id in (select cases_seated_files())
    and not cases_same_person(taken_by_id, (select acting_user())))
  with check (ratified_by_id = (select acting_user()));

alter table cases_reopening enable row level security;
alter table cases_reopening force row level security;
grant select, insert, delete on cases_reopening to baken_app;
create policy "why the cases I am on were reopened" on cases_reopening for select to baken_app
  using (case_id in (select acting_files()));
create policy "a process manager reopens" on cases_reopening for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (select acting_capacity()) = 'process_manager' and reopened_by_id = (select acting_user())
    and case_id in (select acting_files()));

grant update (lifecycle, closed_at, version) on cases_case to baken_acting;
create policy "the function that ends seats of a higher phase" on cases_seat for update
  to baken_acting using (true) with check (true);
create policy "the function that puts who is on call on a file" on access_membership for insert
  to baken_acting with check (true);
create policy "the functions that let someone come and go" on access_membership for update
  to baken_acting using (true) with check (true);

create policy "the function that reopens" on cases_case for all to baken_acting
  using (true) with check (true);
grant update (decided_at) on cases_phaserequest to baken_acting;
create policy "the function that overtakes a request" on cases_phaserequest for all
  to baken_acting using (true) with check (true);
