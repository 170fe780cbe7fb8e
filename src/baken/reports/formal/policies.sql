-- Who asked the municipality to act: only with a report that has a name.
alter table reports_formalrequest enable row level security;
alter table reports_formalrequest force row level security;
grant select, insert, delete on reports_formalrequest to baken_app;
grant update (due_at, extended_at, declined_at) on reports_formalrequest to baken_app;
create policy "whoever works on the report sees that it is a request" on reports_formalrequest
  for select to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident asks the municipality to act" on reports_formalrequest for insert
  to baken_app with check ((select acting_token()) is not null
    and exists (select 1 from reports_report r where r.id = report_id and r.formal
      and r.door = 'named' and r.state = 'received'
      and r.answer_due_at = reports_formalrequest.due_at));
-- Awb 4:1: a request is made in writing, so one that was told by phone is none.
create policy "the desk takes in a request that came in writing" on reports_formalrequest
  for insert to baken_app with check ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r where r.id = report_id and r.formal
      and r.door = 'named' and r.source = 'mail' and r.state = 'received'
      and r.answer_due_at = reports_formalrequest.due_at));
create policy "the desk extends the term once, or finds that it is no request"
  on reports_formalrequest for update to baken_app
  using ((select reports_desk_area()) is not null and declined_at is null
    and exists (select 1 from reports_report r where r.id = report_id))
  with check ((select reports_desk_area()) is not null
    and (extended_at is not null or declined_at is not null));
create policy "the nightly run removes" on reports_formalrequest for delete to baken_app
  using ((select acting_job()) = 'retention.run');
