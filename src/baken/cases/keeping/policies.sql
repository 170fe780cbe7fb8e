-- Keeping longer: asked by the process manager of a closed case, decided by the privacy officer, who
-- sees the number, the dates and the reason, and nothing of the case.
alter table cases_extension enable row level security;
alter table cases_extension force row level security;
grant select, insert, delete on cases_extension to baken_app;
grant update (decided_by_id, decided_at, granted, remark) on cases_extension to baken_app;
create policy "longer keeping of the cases I am on" on cases_extension for select to baken_app
  using (case_id in (select acting_files()));
create policy "the privacy officer sees what is asked" on cases_extension for select to baken_app
  using ((select acting_is_municipality()) and (select acting_purpose()) = 'privacy');
create policy "the process manager asks to keep a closed case longer" on cases_extension
  for insert to baken_app with check ((select acting_is_municipality())
    and (select acting_purpose()) = 'cases' and (select acting_capacity()) = 'process_manager'
    and asked_by_id = (select acting_user()) and decided_at is null
    and cases_keeping_closed(case_id));
create policy "the privacy officer decides, being another person" on cases_extension for update
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'privacy'
    and decided_at is null and not cases_same_person(asked_by_id, (select acting_user())))
  with check (decided_by_id = (select acting_user()));
