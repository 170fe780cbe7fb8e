-- A message may be read here by who works on what it is about; nobody else, not the administrator.
-- Here the desk of the whole city; for the desk of an area see reports/policies.sql. What has the
-- purpose 'confidential' is read by the jobs that send and remove it, and by no person.
alter table messages_message enable row level security;
alter table messages_message force row level security;
grant select, insert, delete on messages_message to baken_app;
grant update (state, attempts, next_try, last_answer, sent_at) on messages_message to baken_app;
grant select (id, purpose, created_at, attempts, last_answer, state),
  update (state, attempts, next_try) on messages_message to baken_acting;
create policy "the functions for who manages Baken" on messages_message for all to baken_acting
  using (true) with check (true);
create policy "messages about reports, for the municipality's desk" on messages_message
  for select to baken_app using (purpose = 'reports' and (select acting_purpose()) = 'reports'
    and (select acting_is_municipality())
    and (select acting_area()) = '');
create policy "messages of my organisation about the cases I am on" on messages_message
  for select to baken_app using (about_id in (select acting_files())
    and organisation_id = (select acting_organisation()));
create policy "messages are written by who acts" on messages_message for insert to baken_app
  with check (((select acting_user()) is not null or (select acting_token()) is not null
      or (select acting_job()) is not null)
    and organisation_id is not distinct from (select acting_organisation()));
create policy "a failed message is sent again by the desk" on messages_message
  for update to baken_app using (state = 'failed' and purpose = 'reports'
    and (select acting_purpose()) = 'reports' and (select acting_is_municipality())
    and (select acting_area()) = '')
  with check (state = 'waiting' and (select acting_job()) is null);
create policy "a failed message is sent again by who is on the case" on messages_message
  for update to baken_app using (state = 'failed' and about_id in (select acting_files())
    and organisation_id = (select acting_organisation()))
  with check (state = 'waiting' and (select acting_job()) is null);
create policy "the jobs that send and forget see messages" on messages_message for select
  to baken_app using ((select acting_job()) in ('messages.send', 'messages.due', 'retention.run'));
create policy "the job that sends marks" on messages_message for update to baken_app
  using ((select acting_job()) = 'messages.send');
create policy "the job that hears what did not arrive sees messages" on messages_message
  for select to baken_app using ((select acting_job()) = 'messages.returned');
create policy "the job that hears what did not arrive marks it" on messages_message
  for update to baken_app using (state = 'sent' and (select acting_job()) = 'messages.returned')
  with check (state = 'failed' and (select acting_job()) = 'messages.returned');
create policy "the nightly run removes" on messages_message for delete to baken_app
  using ((select acting_job()) = 'retention.run');
