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
grant select, insert on programme_entry to baken_app;
grant update (current, ended_at, position, snapshot_id) on programme_entry to baken_app;
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

alter table programme_definition enable row level security;
alter table programme_definition force row level security;
grant select, insert on programme_definition to baken_app;
create policy "how a figure is counted is public" on programme_definition for select
  to baken_app using (true);
create policy "who works on the plan adds ways of counting" on programme_definition for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');

-- Files on their way in: for who works on the plan and the job that reads them. What is stored
-- stays as it was; what is not is thrown away by hand, or by the nightly run.
alter table programme_figureimport enable row level security;
alter table programme_figureimport force row level security;
grant select, insert, update, delete on programme_figureimport to baken_app;
create policy "who works on the plan sees what comes in" on programme_figureimport for select
  to baken_app using ((select acting_purpose()) = 'programme'
    or (select acting_job()) in ('programme.import', 'retention.run'));
create policy "who works on the plan brings files in" on programme_figureimport for insert
  to baken_app with check ((select acting_purpose()) = 'programme' and state <> 'stored');
create policy "who works on the plan, and the job, go on with it" on programme_figureimport
  for update to baken_app using (((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import') and state <> 'stored')
  with check ((select acting_purpose()) = 'programme'
    or (select acting_job()) = 'programme.import');
create policy "what was not stored is thrown away" on programme_figureimport for delete
  to baken_app using (((select acting_purpose()) = 'programme' and state <> 'stored')
    or (select acting_job()) = 'retention.run');

alter table programme_importfile enable row level security;
alter table programme_importfile force row level security;
grant select, insert, delete on programme_importfile to baken_app;
create policy "a file is seen with its import" on programme_importfile for select
  to baken_app using (figure_import_id in (select id from programme_figureimport));
create policy "a file comes in with its import" on programme_importfile for insert
  to baken_app with check ((select acting_purpose()) = 'programme' and figure_import_id in (
    select id from programme_figureimport where state <> 'stored'));
create policy "a file goes once it is stored or thrown away" on programme_importfile for delete
  to baken_app using (((select acting_purpose()) = 'programme'
    or (select acting_job()) in ('programme.import', 'retention.run'))
    and figure_import_id in (select id from programme_figureimport));

-- Drawings of public figures. Who opens a page first has it drawn; nothing changes after that.
alter table programme_chartimage enable row level security;
alter table programme_chartimage force row level security;
grant select, insert on programme_chartimage to baken_app;
create policy "drawings of public figures are public" on programme_chartimage for select
  to baken_app using (true);
create policy "the first reader has it drawn" on programme_chartimage for insert
  to baken_app with check ((select acting_kind()) in ('assignment', 'resident', 'public', 'job'));

-- Exact counts: for the purpose statistics only, for the job that takes them, and for the one that
-- opens what a paper withheld.
alter table programme_tallyrun enable row level security;
alter table programme_tallyrun force row level security;
grant select, insert, delete on programme_tallyrun to baken_app;
create policy "statistics read the runs" on programme_tallyrun for select to baken_app
  using ((select acting_purpose()) = 'statistics'
    or (select acting_job()) in ('programme.measure', 'programme.open'));
create policy "the nightly run sees what is due" on programme_tallyrun for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what is due" on programme_tallyrun for delete to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the job that counts adds runs" on programme_tallyrun for insert to baken_app
  with check ((select acting_job()) = 'programme.measure');

alter table programme_tally enable row level security;
alter table programme_tally force row level security;
grant select, insert, delete on programme_tally to baken_app;
create policy "statistics read exact counts" on programme_tally for select to baken_app
  using ((select acting_purpose()) = 'statistics'
    or (select acting_job()) in ('programme.measure', 'programme.open'));
create policy "the nightly run sees what is due" on programme_tally for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what is due" on programme_tally for delete to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the job that counts adds counts" on programme_tally for insert to baken_app
  with check ((select acting_job()) = 'programme.measure');

-- Papers: for who works on them. Everyone reads the edition that was shared, and nothing else.
alter table programme_councilpaper enable row level security;
alter table programme_councilpaper force row level security;
grant select, insert on programme_councilpaper to baken_app;
grant update (title, text, status, version, changed_at, shared_edition_id, adopted_edition_id)
  on programme_councilpaper to baken_app;
grant select on programme_councilpaper to baken_figures;
create policy "the function that knows which editions are shared" on programme_councilpaper
  for select to baken_figures using (true);
create policy "who works on papers reads them" on programme_councilpaper for select to baken_app
  using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "who works on the plan begins papers" on programme_councilpaper for insert
  to baken_app with check ((select acting_purpose()) = 'programme' and status = 'draft');
create policy "who works on the plan changes papers, and shares an edition of them"
  on programme_councilpaper for update to baken_app
  using ((select acting_purpose()) = 'programme' and status <> 'adopted')
  with check ((select acting_purpose()) = 'programme' and status <> 'adopted'
    and (shared_edition_id is null or shared_edition_id in (
      select e.id from programme_edition e where e.paper_id = programme_councilpaper.id))
    and (kind = '' or shared_edition_id is null or shared_edition_id in (
      select d.edition_id from programme_paperdecision d where d.outcome = 'agreed')));
create policy "only the clerk of the council records which edition was adopted"
  on programme_councilpaper for update to baken_app
  using ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and status = 'shared')
  with check ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and status = 'adopted' and adopted_edition_id in (
      select p.edition_id from programme_published() p
      where p.paper_id = programme_councilpaper.id));

alter table programme_edition enable row level security;
alter table programme_edition force row level security;
grant select, insert on programme_edition to baken_app;
create policy "who works on papers reads all editions" on programme_edition for select
  to baken_app using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "the edition that was shared is public" on programme_edition for select
  to baken_app using (id in (select p.edition_id from programme_published() p));
create policy "who works on the plan composes editions, until one is adopted"
  on programme_edition for insert to baken_app with check (
    (select acting_purpose()) = 'programme' and paper_id in (
      select p.id from programme_councilpaper p where p.status <> 'adopted'));

alter table programme_binding enable row level security;
alter table programme_binding force row level security;
grant select, insert on programme_binding to baken_app;
create policy "the proof of a figure is as public as its edition" on programme_binding for select
  to baken_app using (edition_id in (select id from programme_edition));
create policy "who composes binds the figures, until the edition is shared" on programme_binding
  for insert to baken_app with check ((select acting_purpose()) = 'programme'
    and edition_id in (
      select e.id from programme_edition e join programme_councilpaper p on p.id = e.paper_id
      where p.status <> 'adopted' and e.id is distinct from p.shared_edition_id));
