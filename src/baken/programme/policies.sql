-- The plan, its figures and their files are public: everyone reads, also without signing in.
-- They are written for the purpose programme, and by the job that reads files in.
alter table programme_snapshot enable row level security;
alter table programme_snapshot force row level security;
grant select, insert on programme_snapshot to baken_app;
create policy "files of public figures are public" on programme_snapshot for select
  to baken_app using (true);
create policy "who works on the plan reads files in" on programme_snapshot for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');

alter table programme_entry enable row level security;
alter table programme_entry force row level security;
grant select, insert, update on programme_entry to baken_app;
create policy "the plan is public" on programme_entry for select to baken_app using (true);
create policy "who works on the plan adds versions" on programme_entry for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');
create policy "who works on the plan ends versions" on programme_entry for update
  to baken_app using ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');

alter table programme_observation enable row level security;
alter table programme_observation force row level security;
grant select, insert, update on programme_observation to baken_app;
create policy "figures with a source are public" on programme_observation for select
  to baken_app using (true);
create policy "who works on the plan adds figures" on programme_observation for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');
create policy "who works on the plan ends versions of figures" on programme_observation for update
  to baken_app using ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');

-- Drawings of public figures. Who opens a page first has it drawn; nothing changes after that.
alter table programme_chartimage enable row level security;
alter table programme_chartimage force row level security;
grant select, insert on programme_chartimage to baken_app;
create policy "drawings of public figures are public" on programme_chartimage for select
  to baken_app using (true);
create policy "the first reader has it drawn" on programme_chartimage for insert
  to baken_app with check ((select acting_kind()) in ('assignment', 'resident', 'public', 'job'));

-- Exact counts: for the purpose statistics only, and for the job that takes them.
alter table programme_tallyrun enable row level security;
alter table programme_tallyrun force row level security;
grant select, insert, delete on programme_tallyrun to baken_app;
grant select on programme_tallyrun to baken_figures;
create policy "functions that release counts" on programme_tallyrun for select
  to baken_figures using (true);
create policy "statistics read the runs" on programme_tallyrun for select to baken_app
  using ((select acting_purpose()) = 'statistics' or (select acting_job()) = 'programme.measure');
create policy "the nightly run sees what is due" on programme_tallyrun for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what is due" on programme_tallyrun for delete to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the job that counts adds runs" on programme_tallyrun for insert to baken_app
  with check ((select acting_job()) = 'programme.measure');

alter table programme_tally enable row level security;
alter table programme_tally force row level security;
grant select, insert, delete on programme_tally to baken_app;
grant select on programme_tally to baken_figures;
create policy "functions that release counts" on programme_tally for select
  to baken_figures using (true);
create policy "statistics read exact counts" on programme_tally for select to baken_app
  using ((select acting_purpose()) = 'statistics' or (select acting_job()) = 'programme.measure');
create policy "the nightly run sees what is due" on programme_tally for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what is due" on programme_tally for delete to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the job that counts adds counts" on programme_tally for insert to baken_app
  with check ((select acting_job()) = 'programme.measure');

-- Papers: drafts for who works on them; what was shared is for everyone.
alter table programme_councilpaper enable row level security;
alter table programme_councilpaper force row level security;
grant select, insert, update on programme_councilpaper to baken_app;
grant select on programme_councilpaper to baken_figures;
create policy "functions that know which papers are shared" on programme_councilpaper for select
  to baken_figures using (true);
create policy "shared papers are public" on programme_councilpaper for select to baken_app
  using (status in ('shared', 'adopted'));
create policy "who works on papers reads drafts" on programme_councilpaper for select to baken_app
  using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "who works on the plan writes papers" on programme_councilpaper for insert
  to baken_app with check ((select acting_purpose()) = 'programme');
create policy "who works on the plan changes papers" on programme_councilpaper for update
  to baken_app using ((select acting_purpose()) = 'programme' and status <> 'adopted')
  with check ((select acting_purpose()) = 'programme' and status <> 'adopted');
create policy "only the clerk of the council records that a paper was adopted"
  on programme_councilpaper for update to baken_app
  using ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and status = 'shared')
  with check ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and status = 'adopted');

alter table programme_edition enable row level security;
alter table programme_edition force row level security;
grant select, insert on programme_edition to baken_app;
create policy "who sees a paper sees its editions" on programme_edition for select to baken_app
  using (paper_id in (select programme_papers()));
create policy "who works on the plan composes editions" on programme_edition for insert
  to baken_app with check ((select acting_purpose()) = 'programme');

alter table programme_binding enable row level security;
alter table programme_binding force row level security;
grant select, insert on programme_binding to baken_app;
create policy "the proof of a figure is as public as its paper" on programme_binding for select
  to baken_app using (edition_id in (select id from programme_edition));
create policy "who composes binds the figures" on programme_binding for insert
  to baken_app with check ((select acting_purpose()) = 'programme');
