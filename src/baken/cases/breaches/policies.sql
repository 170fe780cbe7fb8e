-- Breaches: written down by who steers the case or the privacy officer, who alone decides on them.
alter table cases_breach enable row level security;
alter table cases_breach force row level security;
grant select, insert, delete on cases_breach to baken_app;
grant update (told_authority, authority_at, authority_by_id, authority_number, authority_reason,
  told_people, people_at, people_by_id, people_ground, people_reason, effects, measures, closed_at,
  closed_by_id, version) on cases_breach to baken_app;
grant select on cases_breach to baken_acting;
create policy "the function that watches clocks" on cases_breach for select to baken_acting
  using (true);
create policy "the privacy officer sees all breaches" on cases_breach for select to baken_app
  using ((select cases_breach_handles()));
create policy "breaches on the cases that the municipality's managers steer" on cases_breach
  for select to baken_app using ((select acting_manages())
    and file_id in (select acting_files()));
create policy "managers and the privacy officer write one down" on cases_breach for insert
  to baken_app with check (recorded_by_id = (select acting_user()) and told_authority is null
    and told_people is null and closed_at is null
    and (((select cases_breach_handles()) and file_id is null)
      or ((select acting_manages()) and cases_breach_on(file_id))));
create policy "the privacy officer decides until it is closed" on cases_breach for update
  to baken_app using ((select cases_breach_handles()) and closed_at is null)
  with check ((select cases_breach_handles())
    and (closed_at is null or closed_by_id = (select acting_user())));
create policy "the nightly run sees breaches" on cases_breach for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes breaches" on cases_breach for delete to baken_app
  using ((select acting_job()) = 'retention.run');
