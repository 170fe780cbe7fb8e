-- Three readers: members of a case, of their own organisation's documents; the municipality's
-- report desk for a report; and the resident who sent them, with the code of that report.
-- Here the desk of the whole city; for the desk of an area see reports/policies.sql.
alter table documents_document enable row level security;
alter table documents_document force row level security;
grant select, insert, delete on documents_document to baken_app;
grant update (state, scanned_at, key, address, small_address, original_address) on documents_document to baken_app;
-- A document of a case belongs to who brought it; cases/policies.sql shows it to whom it was
-- released.
create policy "documents of my organisation, on my cases" on documents_document for select
  to baken_app using (holder = 'case' and (select acting_purpose()) = 'cases'
    and organisation_id = (select acting_organisation()) and file_id in (select acting_files()));
create policy "documents of reports, for the municipality's desk" on documents_document
  for select to baken_app using (holder = 'report' and (select acting_purpose()) = 'reports'
    and (select acting_is_municipality())
    and (select acting_area()) = '');
create policy "documents that I sent, as a resident" on documents_document for select
  to baken_app using (token_hash <> '' and token_hash = (select acting_token()));
create policy "members add documents to their case" on documents_document for insert
  to baken_app with check (holder = 'case' and token_hash = ''
    and (select acting_purpose()) = 'cases'
    and organisation_id = (select acting_organisation()) and file_id in (select acting_files()));
create policy "the desk adds documents to a report" on documents_document for insert
  to baken_app with check (holder = 'report' and token_hash = ''
    and (select acting_purpose()) = 'reports' and (select acting_is_municipality())
    and organisation_id = (select acting_organisation())
    and (select acting_area()) = '');
create policy "a resident adds documents to the own report" on documents_document for insert
  to baken_app with check (holder = 'report' and organisation_id is null
    and token_hash = (select acting_token()));
create policy "the desk passes documents on to a case it opens" on documents_document for insert
  to baken_app with check (holder = 'case' and token_hash = ''
    and (select acting_purpose()) = 'reports' and (select acting_is_municipality())
    and organisation_id = (select acting_organisation()));
create policy "the jobs that scan, sweep and forget see documents" on documents_document
  for select to baken_app using ((select acting_job()) in
    ('documents.scan', 'documents.rescan', 'documents.sweep', 'retention.run'));
create policy "the job that scans marks and erases" on documents_document for update to baken_app
  using ((select acting_job()) in ('documents.scan', 'documents.rescan'));
create policy "the nightly run removes" on documents_document for delete to baken_app
  using ((select acting_job()) = 'retention.run');
