-- Contacts of entrepreneurs. Their addresses lie sealed; the desk of the whole city keeps them.
alter table reports_areacontact enable row level security;
alter table reports_areacontact force row level security;
grant select, insert, delete on reports_areacontact to baken_app;
create policy "the desk sees whom it can tell" on reports_areacontact for select to baken_app
  using ((select reports_desk_area()) is not null);
create policy "the desk of the whole city adds a contact" on reports_areacontact for insert
  to baken_app with check ((select reports_desk_area()) = '' and by_id = (select acting_user()));
create policy "the desk of the whole city erases a contact" on reports_areacontact for delete
  to baken_app using ((select reports_desk_area()) = '');

-- What they were told: with the report. Only when the business said that others may know.
alter table reports_areanotice enable row level security;
alter table reports_areanotice force row level security;
grant select, insert, delete on reports_areanotice to baken_app;
create policy "whoever works on the report reads what the area was told" on reports_areanotice
  for select to baken_app using ((select acting_token()) is null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk tells the area what a business lets others know" on reports_areanotice
  for insert to baken_app with check ((select reports_desk_area()) is not null
    and by_id = (select acting_user()) and exists (select 1 from reports_report r
      join reports_business b on b.report_id = r.id
      where r.id = reports_areanotice.report_id and b.others));
create policy "the nightly run removes" on reports_areanotice for delete to baken_app
  using ((select acting_job()) = 'retention.run');
