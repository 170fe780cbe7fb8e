-- The people a case is about: what they are owed. Need-to-know by file; who asks to put something
-- off does not grant it.
alter table cases_duty enable row level security;
alter table cases_duty force row level security;
grant select, insert, delete on cases_duty to baken_app;
grant update (origin, obtained_on, contact_on, due_at, informed_on, informed_by_id, manner,
  version) on cases_duty to baken_app;
grant select on cases_duty to baken_acting;
create policy "the functions that ask who was told" on cases_duty for select to baken_acting
  using (true);
create policy "who was told, in the cases I work on" on cases_duty for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "members write down who must be told" on cases_duty for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and added_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and cases_duty_about(case_id, person_id)
    and (informed_by_id is null or informed_by_id = (select acting_user())));
create policy "members write down that somebody was told" on cases_duty for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select cases_open_files()))
  with check (informed_by_id is null or informed_by_id = (select acting_user()));

alter table cases_postponement enable row level security;
alter table cases_postponement force row level security;
grant select, insert, delete on cases_postponement to baken_app;
grant update (judged_by_id, judged_at, granted, remark, ended_at) on cases_postponement
  to baken_app;
grant select on cases_postponement to baken_acting;
create policy "the function that asks whether telling is put off" on cases_postponement
  for select to baken_acting using (true);
create policy "what is put off in the cases I work on" on cases_postponement for select
  to baken_app using ((select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "the privacy officer sees what is put off and why" on cases_postponement for select
  to baken_app using ((select acting_is_municipality()) and (select acting_purpose()) = 'privacy');
create policy "members ask to put it off" on cases_postponement for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and asked_by_id = (select acting_user())
    and granted is null and case_id in (select cases_open_files())
    and exists (select 1 from cases_duty d where d.id = duty_id
      and d.case_id = cases_postponement.case_id));
create policy "another one with a mandate judges it" on cases_postponement for update to baken_app
  using (ended_at is null and granted is null and asked_by_id <> (select acting_user())
    and (select acting_is_municipality()) and ((select acting_purpose()) = 'privacy'
      or ((select acting_purpose()) = 'cases' and (select acting_capacity()) = 'process_manager'
        and case_id in (select cases_open_files()))))
  with check (asked_by_id <> (select acting_user()) and judged_by_id = (select acting_user())
    and granted is not null and cases_duty_same_judgement(id, null, null)
    and (select acting_is_municipality()) and ((select acting_purpose()) = 'privacy'
      or ((select acting_purpose()) = 'cases' and (select acting_capacity()) = 'process_manager'
        and case_id in (select cases_open_files()))));
create policy "members end it, and judge nothing by that" on cases_postponement for update
  to baken_app using (ended_at is null and (select acting_purpose()) = 'cases'
    and case_id in (select cases_open_files()))
  with check (ended_at is not null and (select acting_purpose()) = 'cases'
    and case_id in (select cases_open_files())
    and cases_duty_same_judgement(id, granted, judged_by_id));

-- Nothing goes to another organisation before the people it is about are told, or telling them is
-- put off (AVG art. 14 lid 3 onder c).
create policy "nothing is released before people are told" on cases_release as restrictive
  for insert to baken_app with check (cases_duty_settled(case_id));
create policy "no part of a plan is shared before people are told" on cases_planshare
  as restrictive for insert to baken_app with check (cases_duty_settled(case_id));
create policy "nothing is put before a meeting before people are told" on cases_agendaitem
  as restrictive for insert to baken_app
  with check (cases_meetings_may_read(case_id, organisation_id || released_to));
create policy "no line is read by another before people are told" on cases_minutesline
  as restrictive for insert to baken_app
  with check (cases_meetings_may_read(case_id, organisation_id || released_to));
create policy "nothing is disclosed before people are told" on cases_disclosuredecision
  as restrictive for insert to baken_app with check (not granted or cases_duty_settled(case_id));
create policy "nothing is handed over before people are told" on cases_disclosed
  as restrictive for insert to baken_app with check (cases_duty_settled(case_id));

alter table cases_minor enable row level security;
alter table cases_minor force row level security;
grant select, insert, delete on cases_minor to baken_app;
grant update (age, age_on, authority, heard, heard_on, heard_why_not, consent, protection,
  inform_note, changed_by_id, changed_at, version) on cases_minor to baken_app;
create policy "minors in the cases I work on" on cases_minor for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "members write down what a minor needs" on cases_minor for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and changed_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and cases_duty_about(case_id, person_id));
create policy "members change what a minor needs" on cases_minor for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select cases_open_files()))
  with check (changed_by_id = (select acting_user()));

-- Shields. Who works on the case sees for which seats a person is open; who brought the person in
-- decides. Then only the holders of those seats see name and address, in every case alike.
alter table cases_shield enable row level security;
alter table cases_shield force row level security;
grant select, insert, delete on cases_shield to baken_app;
grant update (ended_at) on cases_shield to baken_app;
grant select on cases_shield to baken_acting;
create policy "the functions that ask who is shielded" on cases_shield for select to baken_acting
  using (true);
create policy "shields in the cases I work on" on cases_shield for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files()));
create policy "who brought someone in names the seats" on cases_shield for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and added_by_id = (select acting_user())
    and case_id in (select cases_open_files()) and cases_duty_brought(case_id, person_id));
create policy "who brought someone in ends a shield" on cases_shield for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select cases_open_files())
    and cases_duty_brought(case_id, person_id));
create policy "a name that named seats keep" on people_identity as restrictive for select
  to baken_app using (person_id not in (select cases_duty_barred(false)));
create policy "an address that named seats keep" on people_address as restrictive for select
  to baken_app using (person_id not in (select cases_duty_barred(true)));
create policy "the one name that my seat is named for" on people_identity for select to baken_app
  using (person_id = (select people_revealed()) and person_id in (select cases_duty_opened()));
create policy "the one address that my seat is named for" on people_address for select
  to baken_app using (person_id = (select people_revealed())
    and person_id in (select cases_duty_opened()));

-- Requests of people about their own data: head, person, parts, items, and what is given.
alter table cases_datarequest enable row level security;
alter table cases_datarequest force row level security;
grant select, insert, delete on cases_datarequest to baken_app;
grant update (due_at, extended_at, handler_id, decided_at, decision, version)
  on cases_datarequest to baken_app;
grant select on cases_datarequest to baken_acting;
create policy "the functions that ask about a request" on cases_datarequest for select
  to baken_acting using (true);
create policy "who handles requests sees them" on cases_datarequest for select to baken_app
  using ((select cases_duty_handles()));
create policy "the head of a request of which a part lies with us" on cases_datarequest for select
  to baken_app using (id in (select cases_duty_parts()));
create policy "who handles requests takes them in" on cases_datarequest for insert to baken_app
  with check ((select cases_duty_handles()) and taken_by_id = (select acting_user())
    and handler_id = (select acting_user()) and decided_at is null);
create policy "who handles requests goes on with them" on cases_datarequest for update
  to baken_app using ((select cases_duty_handles()) and decided_at is null)
  with check ((select cases_duty_handles())
    and (decided_at is null or handler_id = (select acting_user())));

alter table cases_datasubject enable row level security;
alter table cases_datasubject force row level security;
grant select, insert, delete on cases_datasubject to baken_app;
grant update (extension_reason, answer) on cases_datasubject to baken_app;
create policy "who handles requests sees who asks" on cases_datasubject for select to baken_app
  using ((select cases_duty_handles()));
create policy "who handles requests writes down who asks" on cases_datasubject for insert
  to baken_app with check ((select cases_duty_handles())
    and checked_by_id = (select acting_user()) and cases_duty_runs(request_id));
create policy "who answers a request writes the answer" on cases_datasubject for update
  to baken_app using (request_id in (select cases_duty_mine()) and cases_duty_runs(request_id));

alter table cases_datapart enable row level security;
alter table cases_datapart force row level security;
grant select, insert, delete on cases_datapart to baken_app;
grant update (collected_at) on cases_datapart to baken_app;
grant select on cases_datapart to baken_acting;
create policy "the function that asks which parts are ours" on cases_datapart for select
  to baken_acting using (true);
create policy "who handles requests sees where the person is" on cases_datapart for select
  to baken_app using ((select cases_duty_handles()));
create policy "our part, in the cases I work on" on cases_datapart for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()));
create policy "a process manager says that it is a person of this case" on cases_datapart
  for insert to baken_app with check ((select acting_manages())
    and (select cases_duty_handles()) and added_by_id = (select acting_user())
    and cases_duty_about(case_id, person_id) and cases_duty_runs(request_id)
    and cases_takes_part(case_id, organisation_id));
create policy "we collected our part" on cases_datapart for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and cases_duty_runs(request_id));

alter table cases_dataitem enable row level security;
alter table cases_dataitem force row level security;
grant select, insert, delete on cases_dataitem to baken_app;
grant update (outcome, ground, reason, version) on cases_dataitem to baken_app;
create policy "what we hold, in the cases I work on" on cases_dataitem for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()));
create policy "who handles requests sees what is held, not its text" on cases_dataitem for select
  to baken_app using ((select cases_duty_handles()));
create policy "we write down what we hold" on cases_dataitem for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and author_id = (select acting_user())
    and request_id in (select cases_duty_parts()) and cases_duty_runs(request_id));
create policy "who answers adds what lies outside cases" on cases_dataitem for insert to baken_app
  with check (request_id in (select cases_duty_mine()) and case_id is null
    and organisation_id = (select acting_organisation()) and author_id = (select acting_user())
    and cases_duty_runs(request_id));
create policy "we say what is given" on cases_dataitem for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and cases_duty_runs(request_id));
create policy "who answers says what is given of what they added" on cases_dataitem for update
  to baken_app using (request_id in (select cases_duty_mine()) and case_id is null
    and cases_duty_runs(request_id));

-- The words that the person gets. Written by who holds them, read by who sends them.
alter table cases_datatext enable row level security;
alter table cases_datatext force row level security;
grant select, insert, delete on cases_datatext to baken_app;
grant update (text) on cases_datatext to baken_app;
create policy "our words, in the cases I work on" on cases_datatext for select to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()));
create policy "who answers reads what is given" on cases_datatext for select to baken_app
  using (request_id in (select cases_duty_mine()) and exists (select 1 from cases_dataitem i
    where i.id = item_id and (i.outcome = 'given' or i.case_id is null)));
create policy "we write what is given" on cases_datatext for insert to baken_app
  with check ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and cases_duty_runs(request_id)
    and request_id in (select cases_duty_parts()));
create policy "who answers writes what lies outside cases" on cases_datatext for insert
  to baken_app with check (request_id in (select cases_duty_mine()) and case_id is null
    and organisation_id = (select acting_organisation()) and cases_duty_runs(request_id));
create policy "we change what is given" on cases_datatext for update to baken_app
  using ((select acting_purpose()) = 'cases' and case_id in (select acting_files())
    and organisation_id = (select acting_organisation()) and cases_duty_runs(request_id));
