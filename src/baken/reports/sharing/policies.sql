-- With whom the reporter lets us share: said by the reporter, at any time; only added. Whoever
-- works with the report reads it, for it binds them.
alter table reports_consent enable row level security;
alter table reports_consent force row level security;
grant select, insert, delete on reports_consent to baken_app;
create policy "whoever sees the report sees with whom it may be shared" on reports_consent
  for select to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident says with whom it may be shared" on reports_consent for insert
  to baken_app with check ((select acting_token()) is not null and by_id is null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk writes down with whom a caller lets it be shared" on reports_consent
  for insert to baken_app with check ((select reports_desk_area()) is not null
    and by_id = (select acting_user()) and exists (select 1 from reports_report r
      where r.id = report_id and r.source <> 'site' and r.state = 'received'));
create policy "the nightly run removes" on reports_consent for delete to baken_app
  using ((select acting_job()) = 'retention.run');
