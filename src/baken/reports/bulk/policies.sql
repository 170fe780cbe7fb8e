-- A step on many reports is its maker's, to undo it; the reports tell for themselves what happened.
alter table reports_sweep enable row level security;
alter table reports_sweep force row level security;
grant select, insert, delete on reports_sweep to baken_app;
grant update (undone_at) on reports_sweep to baken_app;
create policy "the own steps" on reports_sweep for select to baken_app
  using (by_id = (select acting_user()));
create policy "the desk takes a step" on reports_sweep for insert to baken_app
  with check ((select reports_desk_area()) is not null and by_id = (select acting_user()));
create policy "who took a step undoes it" on reports_sweep for update to baken_app
  using ((select reports_desk_area()) is not null and by_id = (select acting_user()));
create policy "the nightly run sees steps" on reports_sweep for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes steps" on reports_sweep for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_sweepitem enable row level security;
alter table reports_sweepitem force row level security;
grant select, insert, delete on reports_sweepitem to baken_app;
create policy "reports of the own steps" on reports_sweepitem for select to baken_app
  using (sweep_id in (select b.id from reports_sweep b where b.by_id = (select acting_user()))
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "who takes a step adds its reports" on reports_sweepitem for insert to baken_app
  with check ((select reports_desk_area()) is not null
    and sweep_id in (select b.id from reports_sweep b where b.by_id = (select acting_user()))
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run sees reports of steps" on reports_sweepitem for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_sweepitem for delete to baken_app
  using ((select acting_job()) = 'retention.run');
