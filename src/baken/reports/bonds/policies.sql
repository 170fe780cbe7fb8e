-- A bond names two reports: who does not see both does not learn that there is one.
alter table reports_bond enable row level security;
alter table reports_bond force row level security;
grant select, insert, delete on reports_bond to baken_app;
grant update (ended_at) on reports_bond to baken_app;
create policy "whoever works on both reports sees their bond" on reports_bond for select
  to baken_app using ((select acting_token()) is null
    and exists (select 1 from reports_report r where r.id = report_id)
    and exists (select 1 from reports_report r where r.id = other_id));
create policy "the desk binds two of its reports" on reports_bond for insert to baken_app
  with check ((select reports_desk_area()) is not null and by_id = (select acting_user())
    and ended_at is null
    and exists (select 1 from reports_report r where r.id = report_id)
    and exists (select 1 from reports_report r where r.id = other_id));
create policy "the desk ends a bond" on reports_bond for update to baken_app
  using ((select reports_desk_area()) is not null
    and exists (select 1 from reports_report r where r.id = report_id)
    and exists (select 1 from reports_report r where r.id = other_id))
  with check (ended_at is not null);
create policy "the nightly run sees bonds" on reports_bond for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_bond for delete to baken_app
  using ((select acting_job()) = 'retention.run');
