-- Who has a report open: for colleagues at the desk who see that report. It is no record of work:
-- the moment is overwritten, and the nightly run removes the row.
alter table reports_watch enable row level security;
alter table reports_watch force row level security;
grant select, insert, delete on reports_watch to baken_app;
grant update (at) on reports_watch to baken_app;
create policy "the desk sees who has its reports open" on reports_watch for select to baken_app
  using ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a colleague has a report open" on reports_watch for insert to baken_app
  with check ((select reports_desk_area()) is not null and user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a colleague still has it open" on reports_watch for update to baken_app
  using ((select reports_desk_area()) is not null and user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run sees who had reports open" on reports_watch for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_watch for delete to baken_app
  using ((select acting_job()) = 'retention.run');
