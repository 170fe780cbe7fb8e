-- Meetings: seen by who is invited. Each item and each line has an owner, and goes to whom it says.
alter table cases_meeting enable row level security;
alter table cases_meeting force row level security;
grant select, insert, delete on cases_meeting to baken_app;
grant update (kind, state, starts_at, ends_at, place, chair_id, chair_organisation_id, notes_id,
  notes_organisation_id, freezes_at, objections_until, adopted_at, version) on cases_meeting
  to baken_app;
grant select on cases_meeting to baken_acting;
create policy "functions that ask about meetings" on cases_meeting for select to baken_acting
  using (true);
create policy "meetings to which we are invited" on cases_meeting for select to baken_app
  using (id in (select cases_meetings_mine()));
create policy "the municipality's managers call a meeting" on cases_meeting for insert
  to baken_app with check ((select acting_manages()) and state = 'planned'
    and added_by_id = (select acting_user()) and case_id in (select cases_open_files()));
create policy "managers, and who leads it or takes the notes, carry a meeting on"
  on cases_meeting for update to baken_app
  using (state not in ('adopted', 'cancelled') and case_id in (select cases_open_files())
    and ((select acting_manages()) or id in (select cases_meetings_in_hand())))
  with check ((state <> 'adopted' or (chair_id = (select acting_user())
    and chair_organisation_id = (select acting_organisation())))
    and case_id in (select cases_open_files()));

alter table cases_attendee enable row level security;
alter table cases_attendee force row level security;
grant select, insert, delete on cases_attendee to baken_app;
grant update (answer, presence, secrecy_at, withdrawn_at) on cases_attendee to baken_app;
grant select on cases_attendee to baken_acting;
create policy "functions that ask who is invited" on cases_attendee for select to baken_acting
  using (true);
create policy "who comes to the meetings that I see" on cases_attendee for select to baken_app
  using (meeting_id in (select cases_meetings_mine()));
create policy "managers invite who takes part, and guests; who leads it, who takes part"
  on cases_attendee for insert to baken_app with check (added_by_id = (select acting_user())
    and cases_meetings_is(meeting_id, case_id, '{planned,running}')
    and ((guest and (select acting_manages())) or (cases_takes_part(case_id, organisation_id)
      and ((select acting_manages()) or meeting_id in (select cases_meetings_led())))));
create policy "one answers for oneself; who takes the notes records for others"
  on cases_attendee for update to baken_app
  using (withdrawn_at is null and meeting_id in (select cases_meetings_mine())
    and ((user_id = (select acting_user()) and organisation_id = (select acting_organisation()))
      or meeting_id in (select cases_meetings_in_hand())
      or ((select acting_manages()) and case_id in (select cases_open_files()))))
  with check (meeting_id in (select cases_meetings_mine()));

alter table cases_agendaitem enable row level security;
alter table cases_agendaitem force row level security;
grant select, insert, delete on cases_agendaitem to baken_app;
grant update (title, text, position, released_to, withdrawn_at, version) on cases_agendaitem
  to baken_app;
create policy "items of my organisation, and those released to it" on cases_agendaitem
  for select to baken_app using (meeting_id in (select cases_meetings_mine())
    and (organisation_id = (select acting_organisation())
      or (select acting_organisation()) = any (released_to)));
create policy "members add items until the agenda closes; who leads it, with a reason"
  on cases_agendaitem for insert to baken_app
  with check (organisation_id = (select acting_organisation())
    and added_by_id = (select acting_user())
    and cases_meetings_is(meeting_id, case_id, '{planned,running}')
    and cases_meetings_invites(meeting_id, released_to)
    and (cases_meetings_plans(meeting_id)
      or (late_reason <> '' and meeting_id in (select cases_meetings_led()))));
create policy "the owner changes an item until the agenda closes; who leads it orders them"
  on cases_agendaitem for update to baken_app
  using (cases_meetings_is(meeting_id, case_id, '{planned,running}')
    and (meeting_id in (select cases_meetings_led())
      or (organisation_id = (select acting_organisation()) and cases_meetings_plans(meeting_id))));

alter table cases_minutesline enable row level security;
alter table cases_minutesline force row level security;
grant select, insert, delete on cases_minutesline to baken_app;
grant update (text, turn, released_to, version) on cases_minutesline to baken_app;
create policy "lines of my organisation, and those released to it" on cases_minutesline
  for select to baken_app using (meeting_id in (select cases_meetings_mine())
    and (organisation_id = (select acting_organisation())
      or (select acting_organisation()) = any (released_to)));
create policy "who takes the notes writes, for who was there" on cases_minutesline
  for insert to baken_app with check (added_by_id = (select acting_user())
    and meeting_id in (select cases_meetings_in_hand())
    and cases_meetings_is(meeting_id, case_id, '{running,held}')
    and cases_meetings_invites(meeting_id, organisation_id || released_to));
create policy "who takes the notes changes a line; its owner releases it" on cases_minutesline
  for update to baken_app
  using ((meeting_id in (select cases_meetings_in_hand())
      and cases_meetings_is(meeting_id, case_id, '{running,held}'))
    or (organisation_id = (select acting_organisation())
      and cases_meetings_is(meeting_id, case_id, '{running,held,proposed}')));

-- For which meeting its owner released a contribution. What may be read stands in cases_release.
alter table cases_meetingrelease enable row level security;
alter table cases_meetingrelease force row level security;
grant select, insert, delete on cases_meetingrelease to baken_app;
grant select on cases_meetingrelease to baken_acting;
create policy "the function that ends releases" on cases_meetingrelease for select
  to baken_acting using (true);
create policy "for which meeting it was released, to who sees the release"
  on cases_meetingrelease for select to baken_app
  using (meeting_id in (select cases_meetings_mine())
    and (owner_id = (select acting_organisation())
      or organisation_id = (select acting_organisation())));
create policy "the owner releases for a meeting" on cases_meetingrelease for insert to baken_app
  with check (owner_id = (select acting_organisation()) and released_by_id = (select acting_user())
    and cases_meetings_is(meeting_id, case_id, '{planned,running,held}')
    and cases_meetings_invites(meeting_id, array[organisation_id])
    and exists (select 1 from cases_release r where r.id = release_id
      and r.contribution_id = cases_meetingrelease.contribution_id
      and r.case_id = cases_meetingrelease.case_id
      and r.owner_id = cases_meetingrelease.owner_id
      and r.organisation_id = cases_meetingrelease.organisation_id));

alter table cases_meetingsummary enable row level security;
alter table cases_meetingsummary force row level security;
grant select, insert, delete on cases_meetingsummary to baken_app;
grant update (text, changed_by_id, changed_at, version) on cases_meetingsummary to baken_app;
create policy "summaries of the meetings that I see" on cases_meetingsummary for select
  to baken_app using (case_id in (select acting_files())
    and meeting_id in (select cases_meetings_mine()));
create policy "managers and who takes the notes write the summary" on cases_meetingsummary
  for insert to baken_app with check (changed_by_id = (select acting_user())
    and cases_meetings_is(meeting_id, case_id, '{held,proposed,adopted}')
    and ((select acting_manages()) or meeting_id in (select cases_meetings_in_hand())));
create policy "managers and who takes the notes change the summary" on cases_meetingsummary
  for update to baken_app
  using (cases_meetings_is(meeting_id, case_id, '{held,proposed,adopted}')
    and ((select acting_manages()) or meeting_id in (select cases_meetings_in_hand())))
  with check (changed_by_id = (select acting_user()));

alter table cases_objection enable row level security;
alter table cases_objection force row level security;
grant select, insert, delete on cases_objection to baken_app;
create policy "objections of us, those to lines that we read, and all for who adopts"
  on cases_objection for select to baken_app using (meeting_id in (select cases_meetings_mine())
    and (organisation_id = (select acting_organisation())
      or line_id in (select l.id from cases_minutesline l
        where l.meeting_id = cases_objection.meeting_id)
      or meeting_id in (select cases_meetings_led())));
create policy "who was there objects, within the term" on cases_objection for insert
  to baken_app with check (organisation_id = (select acting_organisation())
    and author_id = (select acting_user())
    and cases_meetings_is(meeting_id, case_id, '{proposed}')
    and cases_meetings_objects(meeting_id)
    and (line_id is null or line_id in (select l.id from cases_minutesline l
      where l.meeting_id = cases_objection.meeting_id)));
