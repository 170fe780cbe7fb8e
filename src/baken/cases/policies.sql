-- Cases: need-to-know. A file's id is the case's id; who is on a file stands in access_membership.
comment on table cases_avemodel is 'open: versions of the AVE model; no data of persons';
grant select on cases_avemodel to baken_app, baken_acting;
comment on table cases_regime is 'open: versions of legal regimes; no data of persons';
grant select on cases_regime to baken_app, baken_acting;

-- The head: number, purpose and phase. This much also for who is only invited.
alter table cases_case enable row level security;
alter table cases_case force row level security;
grant select, insert, delete on cases_case to baken_app;
grant update (lifecycle, phase, purpose, closed_at, version) on cases_case to baken_app;
grant select on cases_case to baken_acting, baken_figures;
create policy "functions that ask whether a case is open" on cases_case for select
  to baken_acting using (true);
create policy "tallies" on cases_case for select to baken_figures using (true);
create policy "cases I am on" on cases_case for select to baken_app
  using (id in (select acting_files()));
create policy "cases for which I am asked to take a seat" on cases_case for select to baken_app
  using (id in (select cases_asked_files()));
create policy "the desk makes a case of a report" on cases_case for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_purpose()) = 'reports'
    and (select acting_capacity()) = 'desk' and lifecycle = 'signal' and access_file_is_new(id)
    and not reports_is_report(id));
create policy "a process manager opens a case" on cases_case for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (select acting_capacity()) = 'process_manager' and lifecycle = 'triage'
    and access_file_is_new(id) and not reports_is_report(id));
create policy "the municipality's members and who holds a seat carry the case on" on cases_case
  for update to baken_app
  using (lifecycle not in ('closed', 'rejected') and id in (select acting_files())
    and ((select acting_is_municipality()) or id in (select cases_seated_files())))
  with check (id in (select acting_files()));

-- A file starts with the head of its case: without one nobody is its first member.
create policy "only a case gets its first member" on access_membership
  as restrictive for insert to baken_app
  with check (file_id in (select acting_files()) or cases_is_case(file_id));
create policy "only people of whom the regime admits" on access_membership
  as restrictive for insert to baken_app with check (cases_admits(file_id, organisation_id));

-- What every full member sees.
alter table cases_content enable row level security;
alter table cases_content force row level security;
grant select, insert, delete on cases_content to baken_app;
grant update (title, reason, version) on cases_content to baken_app;
grant select, update on cases_content to baken_acting;
create policy "the function that keeps the next clock" on cases_content for all
  to baken_acting using (true) with check (true);
create policy "content of the cases I am on" on cases_content for select to baken_app
  using (case_id in (select acting_files()));
create policy "whoever opens a case writes its content" on cases_content for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_capacity()) in
    ('desk', 'process_manager') and access_file_is_new(case_id));
create policy "the municipality's members edit title and reason" on cases_content for update
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and case_id in (select cases_open_files()));

alter table cases_participation enable row level security;
alter table cases_participation force row level security;
grant select, insert, delete on cases_participation to baken_app;
grant update (valid_until) on cases_participation to baken_app;
grant select on cases_participation to baken_acting;
create policy "functions that ask who takes part" on cases_participation for select
  to baken_acting using (true);
create policy "who takes part in the cases I am on" on cases_participation for select to baken_app
  using (case_id in (select acting_files()));
create policy "the municipality's managers add partners" on cases_participation for insert
  to baken_app with check ((select acting_manages())
    and case_id in (select cases_open_files()) and cases_admits(case_id, organisation_id));
create policy "the municipality's managers let partners go" on cases_participation for update
  to baken_app using ((select acting_manages())
    and case_id in (select cases_open_files()));

-- Seats: full members see all four; who is asked sees the own one.
alter table cases_seat enable row level security;
alter table cases_seat force row level security;
grant select, insert, delete on cases_seat to baken_app;
grant update (accepted_at, acceptance_recorded_by_id, due_at, ended_at, ended_why) on cases_seat
  to baken_app;
grant select on cases_seat to baken_acting;
create policy "functions that ask who is seated" on cases_seat for select to baken_acting
  using (true);
create policy "seats of the cases I am on" on cases_seat for select to baken_app
  using (case_id in (select acting_files()));
create policy "the seat for which I am asked" on cases_seat for select to baken_app
  using (holder_id = (select acting_user()) and organisation_id = (select acting_organisation())
    and case_id in (select acting_invitations()));
create policy "whoever opens a case asks its process manager" on cases_seat for insert
  to baken_app with check ((select acting_is_municipality()) and (select acting_capacity()) in
    ('desk', 'process_manager') and access_file_is_new(case_id) and role = 'procesregie'
    and (accepted_at is null or holder_id = (select acting_user())));
create policy "the municipality's managers ask for a seat" on cases_seat for insert to baken_app
  with check ((select acting_manages())
    and case_id in (select cases_open_files()) and accepted_at is null);
create policy "a seat that was given up is empty" on cases_seat for insert to baken_app
  with check (case_id in (select cases_open_files()) and holder_id is null and not household);
create policy "who declines leaves an empty seat" on cases_seat for insert to baken_app
  with check (case_id in (select acting_invitations()) and holder_id is null and not household);
create policy "everyone answers for their own seat" on cases_seat for update to baken_app
  using (ended_at is null and holder_id = (select acting_user())
    and organisation_id = (select acting_organisation())
    and (case_id in (select cases_open_files()) or case_id in (select acting_invitations())))
  with check (holder_id = (select acting_user()));
create policy "the municipality's managers end and record seats" on cases_seat for update
  to baken_app using ((select acting_manages())
    and case_id in (select cases_open_files()));

alter table cases_clock enable row level security;
alter table cases_clock force row level security;
grant select, insert, delete on cases_clock to baken_app;
grant update (met_at) on cases_clock to baken_app;
grant select on cases_clock to baken_acting;
create policy "the function that keeps the next clock" on cases_clock for select to baken_acting
  using (true);
create policy "clocks of the cases I am on" on cases_clock for select to baken_app
  using (case_id in (select acting_files()));
create policy "whoever opens a case starts its first clock" on cases_clock for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_capacity()) in
    ('desk', 'process_manager') and access_file_is_new(case_id));
create policy "members start clocks" on cases_clock for insert to baken_app
  with check (case_id in (select cases_open_files()));
create policy "members stop clocks" on cases_clock for update to baken_app
  using (case_id in (select cases_open_files()));

-- Contributions: of my own organisation, or released to it. Never changed.
alter table cases_contribution enable row level security;
alter table cases_contribution force row level security;
grant select, insert, delete on cases_contribution to baken_app;
grant select on cases_contribution to baken_acting;
create policy "the function that asks whose it is" on cases_contribution for select
  to baken_acting using (true);
create policy "brought in by my organisation, on my cases" on cases_contribution for select
  to baken_app using (organisation_id = (select acting_organisation())
    and case_id in (select acting_files()));
create policy "released to my organisation, on my cases" on cases_contribution for select
  to baken_app using (case_id in (select acting_files())
    and exists (select 1 from cases_release r where r.contribution_id = cases_contribution.id
      and r.organisation_id = (select acting_organisation()) and r.withdrawn_at is null)
    and (case_id, category::text) in (select file, kind from cases_covered()));
create policy "only for those who work on cases, and the nightly run" on cases_contribution
  as restrictive for all to baken_app
  using ((select acting_purpose()) = 'cases' or (select acting_job()) = 'retention.run');
create policy "I bring in for my own organisation" on cases_contribution for insert to baken_app
  with check (organisation_id = (select acting_organisation())
    and author_id = (select acting_user()) and case_id in (select cases_open_files())
    and cases_fits(case_id, category)
    and (correction_of_id is null or cases_is_ours(correction_of_id, case_id)));

alter table cases_release enable row level security;
alter table cases_release force row level security;
grant select, insert, delete on cases_release to baken_app;
grant update (withdrawn_at) on cases_release to baken_app;
create policy "what is released to my organisation" on cases_release for select to baken_app
  using (organisation_id = (select acting_organisation()) and withdrawn_at is null
    and case_id in (select acting_files()));
create policy "what my organisation released" on cases_release for select to baken_app
  using (owner_id = (select acting_organisation()) and case_id in (select acting_files()));
create policy "only for those who work on cases, and the nightly run" on cases_release
  as restrictive for all to baken_app
  using ((select acting_purpose()) = 'cases' or (select acting_job()) = 'retention.run');
create policy "only the owner releases, and only to who takes part" on cases_release for insert
  to baken_app with check (owner_id = (select acting_organisation())
    and released_by_id = (select acting_user()) and case_id in (select cases_open_files())
    and cases_is_ours(contribution_id, case_id)
    and cases_may_release(contribution_id, case_id, organisation_id));
create policy "only the owner withdraws" on cases_release for update to baken_app
  using (owner_id = (select acting_organisation()) and case_id in (select cases_open_files()));
grant select, update (withdrawn_at) on cases_release to baken_acting;
create policy "the function that withdraws from who left" on cases_release for all
  to baken_acting using (true) with check (true);

-- Documents lie in a lower module, which knows no contributions. One is seen by whom the words
-- with it are released to; only words of who brought the document count.
create policy "documents released to my organisation, on my cases" on documents_document
  for select to baken_app using (holder = 'case' and exists (
    select 1 from cases_contribution c where c.document_id = documents_document.id
      and c.case_id = documents_document.file_id
      and c.organisation_id = documents_document.organisation_id));
create policy "members add nothing to a closed case" on documents_document
  as restrictive for insert to baken_app with check (holder <> 'case'
    or (select acting_purpose()) = 'reports' or file_id in (select cases_open_files()));

alter table cases_action enable row level security;
alter table cases_action force row level security;
grant select, insert, delete on cases_action to baken_app;
grant update (done_at, result, version) on cases_action to baken_app;
grant select on cases_action to baken_acting, baken_figures;
create policy "the function that keeps the next clock" on cases_action for select to baken_acting
  using (true);
create policy "tallies" on cases_action for select to baken_figures using (true);
create policy "actions of the cases I am on" on cases_action for select to baken_app
  using (case_id in (select acting_files()));
create policy "only for those who work on cases, and the nightly run" on cases_action
  as restrictive for all to baken_app
  using ((select acting_purpose()) = 'cases' or (select acting_job()) = 'retention.run');
create policy "members agree on actions" on cases_action for insert to baken_app
  with check (case_id in (select cases_open_files()) and added_by_id = (select acting_user())
    and cases_takes_part(case_id, organisation_id)
    and (organisation_id = (select acting_organisation()) or (select acting_is_municipality())));
create policy "who owns an action finishes it, or the municipality" on cases_action for update
  to baken_app using (case_id in (select cases_open_files())
    and (organisation_id = (select acting_organisation()) or (select acting_is_municipality())));

alter table cases_evaluation enable row level security;
alter table cases_evaluation force row level security;
grant select, insert, delete on cases_evaluation to baken_app;
create policy "evaluations of the cases I am on" on cases_evaluation for select to baken_app
  using (case_id in (select acting_files()));
create policy "the municipality and who holds a seat evaluate" on cases_evaluation for insert
  to baken_app with check ((select acting_purpose()) = 'cases'
    and author_id = (select acting_user()) and case_id in (select cases_open_files())
    and ((select acting_is_municipality()) or case_id in (select cases_seated_files())));

-- Requests and decisions: the history of phases.
alter table cases_phaserequest enable row level security;
alter table cases_phaserequest force row level security;
grant select, insert, delete on cases_phaserequest to baken_app;
grant update (decided_at) on cases_phaserequest to baken_app;
grant select on cases_phaserequest to baken_acting;
create policy "the function that keeps the next clock" on cases_phaserequest for select
  to baken_acting using (true);
create policy "requests on the cases I am on" on cases_phaserequest for select to baken_app
  using (case_id in (select acting_files()));
create policy "who holds a seat asks" on cases_phaserequest for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and requested_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and case_id in (select cases_seated_files()));
create policy "another who holds a seat decides" on cases_phaserequest for update to baken_app
  using (case_id in (select cases_open_files()) and case_id in (select cases_seated_files())
    and not cases_same_person(requested_by_id, (select acting_user())));

alter table cases_phasedecision enable row level security;
alter table cases_phasedecision force row level security;
grant select, insert, delete on cases_phasedecision to baken_app;
grant select on cases_phasedecision to baken_figures;
create policy "tallies" on cases_phasedecision for select to baken_figures using (true);
create policy "decisions on the cases I am on" on cases_phasedecision for select to baken_app
  using (case_id in (select acting_files()));
create policy "who holds a seat decides, never on the own request" on cases_phasedecision
  for insert to baken_app with check (decided_by_id = (select acting_user())
    and not cases_same_person(requested_by_id, (select acting_user()))
    and case_id in (select cases_open_files()) and case_id in (select cases_seated_files()));

alter table cases_closing enable row level security;
alter table cases_closing force row level security;
grant select, insert, delete on cases_closing to baken_app;
create policy "how the cases I am on were closed" on cases_closing for select to baken_app
  using (case_id in (select acting_files()));
create policy "the process manager closes" on cases_closing for insert to baken_app
  with check ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (select acting_capacity()) = 'process_manager' and closed_by_id = (select acting_user())
    and case_id in (select cases_seated_files()));

-- The nightly run removes a case with all that hangs on it, when its term is over.
do $$
declare t text;
begin
  foreach t in array array['case', 'content', 'participation', 'seat', 'clock', 'contribution',
    'release', 'action', 'evaluation', 'phaserequest', 'phasedecision', 'closing',
    'pause', 'lapse', 'notice',
    'disclosure', 'disclosureitem', 'disclosureadvice', 'disclosuredecision', 'disclosed',
    'regimechange', 'regimerequest', 'extension',
    'draft',
    'duty', 'postponement', 'minor', 'shield', 'datarequest', 'datasubject', 'datapart',
    'dataitem', 'datatext',
    'glass', 'glassreview',
    'meeting', 'attendee', 'agendaitem', 'minutesline', 'meetingrelease', 'meetingsummary',
    'objection',
    'plan', 'householdview', 'goal', 'agreement', 'agreementowner', 'planshare', 'goalscore',
    'practice',
    'visit', 'transfer', 'transferitem',
    'handover', 'jump', 'reopening',
    'signal', 'triage', 'merge', 'knowncheck', 'knownreview',
    'modeltrial', 'modelfinding', 'modelmoveitem']
  loop
    execute format('create policy "the nightly run sees" on cases_%s for select to baken_app '
      'using ((select acting_job()) = ''retention.run'')', t);
    execute format('create policy "the nightly run removes" on cases_%s for delete to baken_app '
      'using ((select acting_job()) = ''retention.run'')', t);
  end loop;
end $$;
