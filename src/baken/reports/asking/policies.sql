-- What was answered to the questions of the kind: with the report, once.
alter table reports_answer enable row level security;
alter table reports_answer force row level security;
grant select, insert, delete on reports_answer to baken_app;
create policy "whoever sees the report reads the answers" on reports_answer for select to baken_app
  using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident answers" on reports_answer for insert to baken_app
  with check ((select acting_token()) is not null
    and exists (select 1 from reports_report r where r.id = report_id and r.state = 'received'));
create policy "the desk writes down what a caller answers" on reports_answer for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.source <> 'site' and r.state = 'received'));
create policy "the nightly run removes" on reports_answer for delete to baken_app
  using ((select acting_job()) = 'retention.run');
