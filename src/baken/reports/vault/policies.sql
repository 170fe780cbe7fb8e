-- Who reported in confidence. The desk puts it in and does not get it out: only who handles the
-- report reads it, while a colleague's approval lasts; and the job that mails.
alter table reports_identity enable row level security;
alter table reports_identity force row level security;
grant select, insert, delete on reports_identity to baken_app;
create policy "who handles the report sees who reported while it is allowed" on reports_identity
  for select to baken_app using ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r join reports_identityrequest q on q.report_id = r.id
      where r.id = reports_identity.report_id and r.assigned_to_id = (select acting_user())
        and q.asked_by_id = (select acting_user()) and q.granted and q.ended_at is null
        and q.until > now()));
create policy "the job that mails reads where to" on reports_identity for select to baken_app
  using ((select acting_job()) = 'reports.mail');
create policy "a resident tells in confidence who it is" on reports_identity for insert
  to baken_app with check ((select acting_token()) is not null and exists (
    select 1 from reports_report r where r.id = report_id and r.door = 'confidential'));
create policy "the desk locks away who a caller is" on reports_identity for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.door = 'confidential' and r.source <> 'site'
      and r.state = 'received'));
create policy "the nightly run sees who is over the term" on reports_identity for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_identity for delete to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the job that mails sees the report" on reports_report for select to baken_app
  using ((select acting_job()) = 'reports.mail' and door = 'confidential');

-- A request of who handles the report, and the decision of a colleague who never did. The reporter
-- reads those that were allowed: hiding that is not possible.
alter table reports_identityrequest enable row level security;
alter table reports_identityrequest force row level security;
grant select, insert, delete on reports_identityrequest to baken_app;
grant update (decided_by_id, decided_at, granted, answer, until, ended_at)
  on reports_identityrequest to baken_app;
create policy "the desk sees who asked who reported" on reports_identityrequest for select
  to baken_app using ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident sees when and why it was opened who reported"
  on reports_identityrequest for select to baken_app
  using ((select acting_token()) is not null and granted
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "who handles a confidential report asks who reported" on reports_identityrequest
  for insert to baken_app with check ((select reports_desk_area()) is not null
    and asked_by_id = (select acting_user()) and granted is null and ended_at is null
    and exists (select 1 from reports_report r where r.id = report_id
      and r.door = 'confidential' and r.assigned_to_id = (select acting_user())));
create policy "a colleague who never worked on it decides, within a week"
  on reports_identityrequest for update to baken_app
  using ((select reports_desk_area()) is not null and granted is null
    and asked_by_id <> (select acting_user()) and asked_at > now() - interval '7 days'
    and not reports_worked_on(report_id)
    and exists (select 1 from reports_report r where r.id = report_id))
  with check (decided_by_id = (select acting_user())
    and (not granted or until between now() and now() + interval '25 hours'));
create policy "who asked or allowed it ends it" on reports_identityrequest for update to baken_app
  using ((select reports_desk_area()) is not null and granted and ended_at is null
    and until > now() and (select acting_user()) in (asked_by_id, decided_by_id)
    and exists (select 1 from reports_report r where r.id = report_id))
  with check (ended_at is not null);
create policy "the nightly run sees requests" on reports_identityrequest for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_identityrequest for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- What the function looks at that asks whether somebody worked on a report.
grant select on reports_event to baken_search;
create policy "the function that asks who worked on a report" on reports_event for select
  to baken_search using (true);
