-- That a business reported: with the report, once.
alter table reports_business enable row level security;
alter table reports_business force row level security;
grant select, insert, delete on reports_business to baken_app;
create policy "whoever sees the report sees that a business reported" on reports_business
  for select to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a business reports" on reports_business for insert to baken_app
  with check ((select acting_token()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.state = 'received'
      and (r.door = 'named' or reports_business.name = '')));
create policy "the desk writes down that a business calls" on reports_business for insert
  to baken_app with check ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r where r.id = report_id and r.source <> 'site'
      and r.state = 'received' and (r.door = 'named' or reports_business.name = '')));
create policy "the nightly run removes" on reports_business for delete to baken_app
  using ((select acting_job()) = 'retention.run');
