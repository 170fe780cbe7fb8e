-- What comes by others' software is of a kind that is open to it. No key and no form gets past this.
create policy "other software brings only kinds that are open to it" on reports_report
  as restrictive for insert to baken_app with check (source <> 'api'
    or category_id in (select reports_open_kinds()));
-- Who came by a key: it must be one that may file now, and what it brings bears its mark.
create policy "a key that may not file brings nothing" on reports_report
  as restrictive for insert to baken_app with check ((select reports_came_by()) is null
    or ((select reports_key_files()) and source = 'api'));
grant select on geo_address to baken_search;
grant select on reports_category to baken_search;

-- Keys of other software: made, seen and ended by the administrator; used through a function.
alter table reports_key enable row level security;
alter table reports_key force row level security;
grant select, insert, delete on reports_key to baken_app;
grant update (ends_at) on reports_key to baken_app;
grant select, update on reports_key to baken_acting;
grant select on reports_key to baken_search;
create policy "the functions that use a key" on reports_key for select to baken_acting
  using (true);
create policy "the function that notes that a key was used" on reports_key for update
  to baken_acting using (true) with check (true);
create policy "the function that shows what a key filed" on reports_key for select
  to baken_search using (true);
create policy "the administrator sees keys of other software" on reports_key for select
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the administrator makes keys of other software" on reports_key for insert
  to baken_app with check ((select acting_capacity()) = 'administrator'
    and made_by_id = (select acting_user()));
create policy "the administrator ends keys of other software" on reports_key for update
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the nightly run sees keys of other software" on reports_key for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes keys of other software" on reports_key for delete
  to baken_app using ((select acting_job()) = 'retention.run');

-- That a report came from elsewhere, and its number there.
alter table reports_arrival enable row level security;
alter table reports_arrival force row level security;
grant select, insert, delete on reports_arrival to baken_app;
grant select on reports_arrival to baken_search;
create policy "the functions that show what a key filed" on reports_arrival for select
  to baken_search using (true);
create policy "whoever sees the report sees where it came from" on reports_arrival for select
  to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "who reports by other software says so" on reports_arrival for insert
  to baken_app with check ((select acting_token()) is not null
    and key_id is not distinct from (select reports_acting_key())
    and exists (select 1 from reports_report r where r.id = report_id and r.source = 'api'));
create policy "the nightly run removes" on reports_arrival for delete
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "what was read in says from which file" on reports_arrival for insert
  to baken_app with check ((select acting_job()) = 'reports.import' and key_id is null
    and batch_id is not null
    and exists (select 1 from reports_report r where r.id = report_id and r.source = 'import'));
create policy "what is taken back goes" on reports_arrival for delete to baken_app
  using ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id and r.version = 1));

-- A stock of an older system: brought and looked at by the desk of the whole city, written and
-- taken back by one job, which sees no other report than those.
alter table reports_batch enable row level security;
alter table reports_batch force row level security;
grant select, insert, delete on reports_batch to baken_app;
grant update (state, recipe, done, wrong, kept, problems) on reports_batch to baken_app;
create policy "the desk of the whole city sees what was read in" on reports_batch for select
  to baken_app using ((select reports_desk_area()) = '');
create policy "the desk of the whole city brings a stock" on reports_batch for insert to baken_app
  with check ((select reports_desk_area()) = '' and made_by_id = (select acting_user()));
create policy "the desk of the whole city decides about a stock" on reports_batch for update
  to baken_app using ((select reports_desk_area()) = '');
create policy "the job that reads a stock sees it" on reports_batch for select to baken_app
  using ((select acting_job()) = 'reports.import');
create policy "the job that reads a stock says how far it is" on reports_batch for update
  to baken_app using ((select acting_job()) = 'reports.import');
create policy "the nightly run sees what was read in" on reports_batch for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what was read in" on reports_batch for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_batchfile enable row level security;
alter table reports_batchfile force row level security;
grant select, insert, delete on reports_batchfile to baken_app;
create policy "who sees the stock sees its file" on reports_batchfile for select to baken_app
  using (exists (select 1 from reports_batch b where b.id = batch_id));
create policy "the desk of the whole city brings the file" on reports_batchfile for insert
  to baken_app with check ((select reports_desk_area()) = ''
    and exists (select 1 from reports_batch b where b.id = batch_id));
create policy "a file that is in, or thrown away, goes" on reports_batchfile for delete
  to baken_app using (((select reports_desk_area()) = ''
      or (select acting_job()) in ('reports.import', 'retention.run'))
    and exists (select 1 from reports_batch b where b.id = batch_id));

-- The job: inserts what came from a file, and removes of that what nobody worked on.
create policy "the job that reads a stock sees what it wrote" on reports_report for select
  to baken_app using ((select acting_job()) = 'reports.import' and source = 'import');
create policy "a stock is read in" on reports_report for insert to baken_app
  with check ((select acting_job()) = 'reports.import' and source = 'import' and version = 1
    and assigned_to_id is null);
create policy "only the job reads in a stock" on reports_report as restrictive for insert
  to baken_app with check (source <> 'import' or (select acting_job()) = 'reports.import');
create policy "a stock is taken back" on reports_report for delete to baken_app
  using ((select acting_job()) = 'reports.import' and source = 'import' and version = 1);
create policy "a stock is read in" on reports_content for insert to baken_app
  with check ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a stock is taken back" on reports_content for delete to baken_app
  using ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id and r.version = 1));
create policy "a stock is read in" on reports_place for insert to baken_app
  with check ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a stock is taken back" on reports_place for delete to baken_app
  using ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id and r.version = 1));
create policy "a stock is read in" on reports_contact for insert to baken_app
  with check ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a stock is taken back" on reports_contact for delete to baken_app
  using ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id and r.version = 1));
create policy "a stock is read in" on reports_event for insert to baken_app
  with check ((select acting_job()) = 'reports.import' and by_id is null and kind = 'received'
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a stock is taken back" on reports_event for delete to baken_app
  using ((select acting_job()) = 'reports.import'
    and exists (select 1 from reports_report r where r.id = report_id and r.version = 1));
create policy "the job that takes back a stock sees documents of reports" on documents_document
  for select to baken_app using ((select acting_job()) = 'reports.import' and holder = 'report'
    and exists (select 1 from reports_report r where r.id = file_id));

-- Webhooks: the administrator makes, ends and sees them; one job finds what became public, one brings
-- it. What they tell comes from the function that tells everyone.
alter table reports_hook enable row level security;
alter table reports_hook force row level security;
grant select, insert, delete on reports_hook to baken_app;
grant update (ends_at) on reports_hook to baken_app;
create policy "the administrator sees webhooks" on reports_hook for select to baken_app
  using ((select acting_capacity()) = 'administrator');
create policy "the administrator makes webhooks" on reports_hook for insert to baken_app
  with check ((select acting_capacity()) = 'administrator'
    and made_by_id = (select acting_user()));
create policy "the administrator ends webhooks" on reports_hook for update to baken_app
  using ((select acting_capacity()) = 'administrator');
create policy "the jobs that tell and forget see webhooks" on reports_hook for select to baken_app
  using ((select acting_job()) in ('reports.tell', 'reports.deliver', 'retention.run'));
create policy "the nightly run removes webhooks" on reports_hook for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_delivery enable row level security;
alter table reports_delivery force row level security;
grant select, insert, delete on reports_delivery to baken_app;
grant update (state, attempts, answer, next_try, delivered_at) on reports_delivery to baken_app;
create policy "the administrator sees what was told" on reports_delivery for select to baken_app
  using ((select acting_capacity()) = 'administrator');
create policy "the administrator has it told again" on reports_delivery for update to baken_app
  using ((select acting_capacity()) = 'administrator') with check (state = 'waiting');
create policy "the jobs that tell and forget see what was told" on reports_delivery for select
  to baken_app
  using ((select acting_job()) in ('reports.tell', 'reports.deliver', 'retention.run'));
create policy "the job that finds what became public adds it" on reports_delivery for insert
  to baken_app with check ((select acting_job()) = 'reports.tell' and state = 'waiting');
create policy "the job that brings it says how that went" on reports_delivery for update
  to baken_app using ((select acting_job()) = 'reports.deliver');
create policy "the nightly run removes what was told" on reports_delivery for delete to baken_app
  using ((select acting_job()) = 'retention.run');
