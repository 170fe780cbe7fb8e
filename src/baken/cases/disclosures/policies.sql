-- Disclosures: append-only. Asked by one organisation, decided by a seat, read by the receiver.
alter table cases_disclosure enable row level security;
alter table cases_disclosure force row level security;
grant select, insert, delete on cases_disclosure to baken_app;
grant select on cases_disclosure to baken_acting;
create policy "functions that ask what was disclosed" on cases_disclosure for select
  to baken_acting using (true);
create policy "asked by my organisation, or on a case of the municipality" on cases_disclosure
  for select to baken_app using ((select acting_purpose()) = 'cases'
    and case_id in (select acting_files())
    and (organisation_id = (select acting_organisation()) or (select acting_is_municipality())));
create policy "the privacy officer advises" on cases_disclosure for select to baken_app
  using ((select acting_is_municipality()) and (select acting_purpose()) = 'privacy');
create policy "what was decided for me" on cases_disclosure for select to baken_app
  using (id in (select cases_received()));
create policy "who works on a case asks, for whom the other case admits" on cases_disclosure
  for insert to baken_app with check ((select acting_purpose()) = 'cases'
    and requested_by_id = (select acting_user())
    and organisation_id = (select acting_organisation())
    and case_id in (select cases_open_files())
    and (to_case_id is null or (to_case_id in (select cases_open_files())
      and cases_admits(to_case_id, to_organisation_id))));

alter table cases_disclosureitem enable row level security;
alter table cases_disclosureitem force row level security;
grant select, insert, delete on cases_disclosureitem to baken_app;
grant select on cases_disclosureitem to baken_acting;
create policy "functions that ask what was disclosed" on cases_disclosureitem for select
  to baken_acting using (true);
create policy "items of the disclosures that I see" on cases_disclosureitem for select
  to baken_app using (disclosure_id in (select id from cases_disclosure));
create policy "who asks names what is theirs to pass on" on cases_disclosureitem for insert
  to baken_app with check (case_id in (select cases_open_files())
    and cases_may_ask_for(disclosure_id, case_id, contribution_id, category));

alter table cases_disclosureadvice enable row level security;
alter table cases_disclosureadvice force row level security;
grant select, insert, delete on cases_disclosureadvice to baken_app;
grant select on cases_disclosureadvice to baken_acting;
create policy "functions that ask what was disclosed" on cases_disclosureadvice for select
  to baken_acting using (true);
create policy "advice on the disclosures that I see" on cases_disclosureadvice for select
  to baken_app using (disclosure_id in (select id from cases_disclosure));
create policy "the privacy officer advises before it is decided" on cases_disclosureadvice
  for insert to baken_app with check ((select acting_is_municipality())
    and (select acting_purpose()) = 'privacy' and given_by_id = (select acting_user())
    and cases_disclosure_open(disclosure_id, case_id));

alter table cases_disclosuredecision enable row level security;
alter table cases_disclosuredecision force row level security;
grant select, insert, delete on cases_disclosuredecision to baken_app;
grant select on cases_disclosuredecision to baken_acting;
create policy "functions that ask what was disclosed" on cases_disclosuredecision for select
  to baken_acting using (true);
create policy "decisions on the disclosures that I see" on cases_disclosuredecision for select
  to baken_app using (disclosure_id in (select id from cases_disclosure));
create policy "a seat with a mandate decides, never on the own request" on cases_disclosuredecision
  for insert to baken_app with check (decided_by_id = (select acting_user())
    and case_id in (select cases_open_files())
    and cases_may_decide(disclosure_id, case_id, requested_by_id, granted));

-- What crossed. No row of this without a decision that was granted.
alter table cases_disclosed enable row level security;
alter table cases_disclosed force row level security;
grant select, insert, delete on cases_disclosed to baken_app;
grant select on cases_disclosed to baken_acting;
create policy "functions that ask what was disclosed" on cases_disclosed for select
  to baken_acting using (true);
create policy "what was handed to me" on cases_disclosed for select to baken_app
  using (id in (select cases_handed()));
create policy "what was handed of the contributions that I see" on cases_disclosed for select
  to baken_app using (disclosure_id in (select id from cases_disclosure)
    and contribution_id in (select id from cases_contribution));
create policy "who granted it hands it over, word for word" on cases_disclosed for insert
  to baken_app with check (case_id in (select cases_open_files())
    and cases_may_cross(cases_disclosed));
create policy "documents that were handed to me" on documents_document for select to baken_app
  using (holder = 'case' and id in (select cases_handed_documents()));
-- Another regime for a case: asked and decided by functions alone, by two people.
alter table cases_regimerequest enable row level security;
alter table cases_regimerequest force row level security;
grant select, delete on cases_regimerequest to baken_app;
grant select, insert, update on cases_regimerequest to baken_acting;
create policy "the functions that ask for a regime and decide" on cases_regimerequest for all
  to baken_acting using (true) with check (true);
create policy "another regime that was asked for, on the cases I am on" on cases_regimerequest
  for select to baken_app using (case_id in (select acting_files()));
alter table cases_regimechange enable row level security;
alter table cases_regimechange force row level security;
grant select, delete on cases_regimechange to baken_app;
grant insert on cases_regimechange to baken_acting;
create policy "the function that decides on another regime" on cases_regimechange for insert
  to baken_acting with check (decided_by_id = (select acting_user()));
create policy "regimes of the cases I am on" on cases_regimechange for select to baken_app
  using (case_id in (select acting_files()));
grant update (regime) on cases_case to baken_acting;
grant select (case_id) on cases_signal, cases_agendaitem, cases_minutesline to baken_acting;
create policy "the function that asks whether anything was brought in" on cases_signal for select
  to baken_acting using (true);
create policy "the function that asks whether anything was brought in" on cases_agendaitem
  for select to baken_acting using (true);
create policy "the function that asks whether anything was brought in" on cases_minutesline
  for select to baken_acting using (true);
create policy "the desk makes only local cases" on cases_case as restrictive for insert
  to baken_app with check (regime = 'lokaal_avg' or (select acting_purpose()) = 'cases');

-- A merge refers from one case to another: within one regime. Across, only a disclosure.
create policy "no merge across regimes" on cases_merge as restrictive for insert to baken_app
  with check (exists (select 1 from cases_case a join cases_case b on b.regime = a.regime
    where a.id = case_id and b.id = into_id));
