-- Notes among who work on a report: only added. The resident does not read them.
alter table reports_note enable row level security;
alter table reports_note force row level security;
grant select, insert, delete on reports_note to baken_app;
create policy "whoever works on the report reads its notes" on reports_note for select
  to baken_app using ((select acting_token()) is null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk adds a note" on reports_note for insert to baken_app
  with check ((select reports_desk_area()) is not null and by_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run removes" on reports_note for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Who is named finds it among the own work, and says that it is seen.
alter table reports_mention enable row level security;
alter table reports_mention force row level security;
grant select, insert, delete on reports_mention to baken_app;
grant update (seen_at) on reports_mention to baken_app;
create policy "a colleague reads where they are named" on reports_mention for select to baken_app
  using (user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "who writes a note names a colleague" on reports_mention for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_note n
    where n.id = note_id and n.report_id = reports_mention.report_id
      and n.by_id = (select acting_user())));
create policy "a colleague has seen it" on reports_mention for update to baken_app
  using (user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run sees mentions" on reports_mention for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_mention for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Reminders are their maker's own.
alter table reports_reminder enable row level security;
alter table reports_reminder force row level security;
grant select, insert, delete on reports_reminder to baken_app;
grant update (done_at) on reports_reminder to baken_app;
create policy "the own reminders" on reports_reminder for select to baken_app
  using (user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk makes a reminder" on reports_reminder for insert to baken_app
  with check ((select reports_desk_area()) is not null and user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a reminder is done" on reports_reminder for update to baken_app
  using (user_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run sees reminders" on reports_reminder for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_reminder for delete to baken_app
  using ((select acting_job()) = 'retention.run');
