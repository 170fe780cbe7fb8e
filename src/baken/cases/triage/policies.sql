-- Signals: the municipality weighs them; a partner sees what it brought itself, and no other's.
alter table cases_signal enable row level security;
alter table cases_signal force row level security;
grant select, insert, delete on cases_signal to baken_app;
grant update (weighed, weighed_why, weighed_by_id, weighed_at, version) on cases_signal to baken_app;
create policy "signals on my cases: mine, and for the municipality all" on cases_signal for select
  to baken_app using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and ((select acting_is_municipality())
      or organisation_id = (select acting_organisation())));
create policy "members bring signals for their own organisation, the municipality for others too"
  on cases_signal for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and case_id in (select cases_open_files())
    and author_id = (select acting_user()) and weighed = '' and weighed_by_id is null
    and (organisation_id = (select acting_organisation()) or (select acting_is_municipality())
      and cases_takes_part(case_id, organisation_id)));
create policy "the municipality's managers weigh signals" on cases_signal for update to baken_app
  using ((select acting_manages()) and case_id in (select cases_open_files()))
  with check (weighed_by_id = (select acting_user()));

-- Triage holds what the municipality makes of all signals: not for partners.
alter table cases_triage enable row level security;
alter table cases_triage force row level security;
grant select, insert, delete on cases_triage to baken_app;
grant update (answers, acute, outcome, reason, referred_to, changed_by_id, changed_at, decided_at,
  version) on cases_triage to baken_app;
create policy "the municipality sees the triage of its cases" on cases_triage for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and case_id in (select acting_files()));
create policy "the municipality's managers begin a triage" on cases_triage for insert to baken_app
  with check ((select acting_manages()) and case_id in (select cases_open_files())
    and changed_by_id = (select acting_user()) and outcome = '');
create policy "the municipality's managers carry a triage on, until it is decided" on cases_triage
  for update to baken_app
  using ((select acting_manages()) and case_id in (select cases_open_files()) and outcome = '')
  with check (changed_by_id = (select acting_user()));

-- A reference from a closed case to the one in which it goes on, for who is on either.
alter table cases_merge enable row level security;
alter table cases_merge force row level security;
grant select, insert, delete on cases_merge to baken_app;
create policy "merged cases of which the municipality's member knows one" on cases_merge for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (case_id in (select acting_files()) or into_id in (select acting_files())));
create policy "a manager who is on both merges" on cases_merge for insert to baken_app
  with check ((select acting_manages()) and merged_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and into_id in (select cases_open_files()));

-- Who asked whether someone is known elsewhere: for the case it was asked for, and for review.
alter table cases_knowncheck enable row level security;
alter table cases_knowncheck force row level security;
grant select, delete on cases_knowncheck to baken_app;
grant insert on cases_knowncheck to baken_acting;
create policy "the function that answers writes down who asked" on cases_knowncheck for insert
  to baken_acting with check (asker_id = (select acting_user()));
create policy "the municipality sees what was asked for its cases" on cases_knowncheck for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and case_id in (select acting_files()));
create policy "the privacy officer sees who asked how often" on cases_knowncheck for select
  to baken_app using ((select acting_purpose()) = 'privacy');

alter table cases_knownreview enable row level security;
alter table cases_knownreview force row level security;
grant select, insert, delete on cases_knownreview to baken_app;
create policy "the privacy officer sees reviews" on cases_knownreview for select to baken_app
  using ((select acting_purpose()) = 'privacy');
create policy "the privacy officer reviews" on cases_knownreview for insert to baken_app
  with check ((select acting_purpose()) = 'privacy' and reviewer_id = (select acting_user())
    and asker_id <> (select acting_user()));
