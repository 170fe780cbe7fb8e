comment on table reports_category is 'open: the tree of kinds is public; no report is in it';
grant select on reports_category to baken_app, baken_figures;

-- The head. Three readers: the desk within its area, the resident with the code of this report,
-- and the municipality's members of the file that the report became part of.
alter table reports_report enable row level security;
alter table reports_report force row level security;
grant select, insert, delete on reports_report to baken_app;
grant update (category_id, state, result, read_due_at, answer_due_at, due_at, closed_at,
  planned_for, assigned_to_id, team_id, urgent, formal, version) on reports_report to baken_app;
grant select on reports_report to baken_search, baken_figures;
create policy "the function that searches" on reports_report for select to baken_search
  using (true);
create policy "tallies" on reports_report for select to baken_figures using (true);
create policy "the desk reads the reports of its area" on reports_report for select to baken_app
  using ((select reports_desk_area()) in ('', wijk_code, buurt_code));
create policy "a resident reads the own report" on reports_report for select to baken_app
  using (token_hash = (select acting_token()));
-- PostgreSQL asks rules in the reverse order of their names: the desk's answers before this one,
-- which costs more.
create policy "people of the municipality on a file read its reports" on reports_report
  for select to baken_app using (id in (select reports_handed_over()));
create policy "a resident reports" on reports_report for insert to baken_app
  with check (token_hash = (select acting_token()) and state = 'received'
    and assigned_to_id is null);
create policy "the desk takes down what a caller tells" on reports_report for insert to baken_app
  with check ((select reports_desk_area()) in ('', wijk_code, buurt_code) and source <> 'site'
    and state = 'received' and assigned_to_id is null);
create policy "the desk works on the reports of its area" on reports_report for update
  to baken_app using ((select reports_desk_area()) in ('', wijk_code, buurt_code));
create policy "a resident replies or withdraws" on reports_report for update to baken_app
  using (token_hash = (select acting_token()))
  with check (token_hash = (select acting_token())
    and state in ('received', 'reading', 'working', 'withdrawn', 'to_case', 'answered'));
create policy "the municipality's people on a file answer its reports" on reports_report
  for update to baken_app using (id in (select reports_handed_over()));
create policy "the nightly run sees reports" on reports_report for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes reports" on reports_report for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- The parts follow the head: whoever sees the report sees them (the subselect is walled too).
alter table reports_content enable row level security;
alter table reports_content force row level security;
grant select, insert, delete on reports_content to baken_app;
grant select on reports_content to baken_search;
create policy "the function that searches" on reports_content for select to baken_search
  using (true);
create policy "whoever sees the report reads it" on reports_content for select to baken_app
  using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident reports" on reports_content for insert to baken_app
  with check ((select acting_token()) is not null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk writes down what a caller tells" on reports_content for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.source <> 'site' and r.state = 'received'));
create policy "the nightly run removes" on reports_content for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_place enable row level security;
alter table reports_place force row level security;
grant select, insert, delete on reports_place to baken_app;
grant select on reports_place to baken_search;
create policy "the function that finds reports alike" on reports_place for select
  to baken_search using (true);
create policy "whoever sees the report reads its place" on reports_place for select to baken_app
  using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident reports" on reports_place for insert to baken_app
  with check ((select acting_token()) is not null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk writes down where a caller says it is" on reports_place for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.source <> 'site' and r.state = 'received'));
create policy "the nightly run removes" on reports_place for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Contact details lie sealed; the program opens them for a letter, or for a person with a ground.
alter table reports_contact enable row level security;
alter table reports_contact force row level security;
grant select, insert, delete on reports_contact to baken_app;
grant update (closed_at) on reports_contact to baken_app;
create policy "whoever works on the report may reach the resident" on reports_contact
  for select to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident leaves contact details" on reports_contact for insert to baken_app
  with check ((select acting_token()) is not null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the term starts when the report is closed" on reports_contact for update
  to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk writes down how to reach a caller" on reports_contact for insert to baken_app
  with check ((select reports_desk_area()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.source <> 'site' and r.state = 'received'));
create policy "the nightly run removes" on reports_contact for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- The timeline of the desk: only added. The resident does not read it.
alter table reports_event enable row level security;
alter table reports_event force row level security;
grant select, insert, delete on reports_event to baken_app;
create policy "whoever works on the report reads what happened" on reports_event for select
  to baken_app using ((select acting_token()) is null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "whoever works on the report adds what happened" on reports_event for insert
  to baken_app with check (by_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident adds what the resident did" on reports_event for insert to baken_app
  with check ((select acting_token()) is not null and by_id is null
    and kind in ('received', 'replied', 'reopened', 'withdrawn', 'consent')
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the job that hears what did not arrive notes it" on reports_event for insert
  to baken_app with check ((select acting_job()) = 'messages.returned' and by_id is null
    and kind = 'returned');
create policy "the nightly run removes" on reports_event for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_message enable row level security;
alter table reports_message force row level security;
grant select, insert, delete on reports_message to baken_app;
create policy "whoever sees the report reads its messages" on reports_message for select
  to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident writes" on reports_message for insert to baken_app
  with check ((select acting_token()) is not null and from_resident
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "whoever works on the report writes" on reports_message for insert to baken_app
  with check (not from_resident and by_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run removes" on reports_message for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- What the resident thought of the answer: once, while the answer stands.
alter table reports_opinion enable row level security;
alter table reports_opinion force row level security;
grant select, insert, delete on reports_opinion to baken_app;
grant select on reports_opinion to baken_figures;
create policy "tallies" on reports_opinion for select to baken_figures using (true);
create policy "whoever sees the report reads what the resident thought of the answer"
  on reports_opinion for select to baken_app
  using (exists (select 1 from reports_report r where r.id = report_id));
create policy "a resident gives an opinion on an answer" on reports_opinion for insert to baken_app
  with check ((select acting_token()) is not null and exists (select 1 from reports_report r
    where r.id = report_id and r.state = 'answered'));
create policy "the nightly run removes" on reports_opinion for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table reports_handover enable row level security;
alter table reports_handover force row level security;
grant select, insert, delete on reports_handover to baken_app;
grant select on reports_handover to baken_acting;
create policy "the function that lists handed-over reports" on reports_handover for select
  to baken_acting using (true);
create policy "whoever works on the report sees of which file it is part" on reports_handover
  for select to baken_app using ((select acting_token()) is null
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the desk hands over" on reports_handover for insert to baken_app
  with check ((select reports_desk_area()) is not null and by_id = (select acting_user())
    and exists (select 1 from reports_report r where r.id = report_id));
create policy "the nightly run removes" on reports_handover for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Documents and messages of a report lie in lower modules, which know no areas. A desk of one
-- area sees those of the reports that it sees.
create policy "documents of the reports of the desk's area" on documents_document for select
  to baken_app using (holder = 'report' and (select reports_desk_area()) <> ''
    and exists (select 1 from reports_report r where r.id = file_id));
create policy "a desk of an area adds documents to its reports" on documents_document for insert
  to baken_app with check (holder = 'report' and token_hash = ''
    and (select reports_desk_area()) <> '' and organisation_id = (select acting_organisation())
    and exists (select 1 from reports_report r where r.id = file_id));
-- Nobody adds to what they do not see: a resident only to the own report, the desk to its
-- reports, and out of a report only to the file that it became part of.
create policy "documents come with a report or a file that one may add to"
  on documents_document as restrictive for insert to baken_app with check (case
    when holder = 'report' then exists (select 1 from reports_report r where r.id = file_id)
    else file_id in (select acting_files()) or exists (
      select 1 from reports_handover h where h.file_id = documents_document.file_id) end);
create policy "messages about the reports of the desk's area" on messages_message for select
  to baken_app using (purpose = 'reports' and (select reports_desk_area()) <> ''
    and exists (select 1 from reports_report r where r.id = about_id));
create policy "a desk of an area sends its failed messages again" on messages_message for update
  to baken_app using (state = 'failed' and purpose = 'reports'
    and (select reports_desk_area()) <> ''
    and exists (select 1 from reports_report r where r.id = about_id))
  with check (state = 'waiting' and (select acting_job()) is null);
