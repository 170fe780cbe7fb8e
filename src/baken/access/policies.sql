-- The sign-in zone: read before there is an acting. No names, secrets sealed or hashed.
comment on table access_user is 'open: sign-in zone; e-mail and password hash, rights per column';
grant select on access_user to baken_app, baken_acting;
grant update (password, last_login) on access_user to baken_app;
grant insert, update (email, password, is_active) on access_user to baken_acting;
comment on table access_signin is 'open: sign-in zone; a user''s own live sessions, no address';
grant select, insert, delete on access_signin to baken_app;
comment on table access_limit is 'open: sign-in zone; fingerprints of what was tried, with times, no address';
grant select, insert, update, delete on access_limit to baken_app;
comment on table account_emailaddress is 'open: sign-in zone; the same address as the user''s';
comment on table account_emailconfirmation is 'open: sign-in zone; one-time keys';
comment on table mfa_authenticator is 'open: sign-in zone; second factors, secrets encrypted';
comment on table socialaccount_socialaccount is 'open: sign-in zone; subject of the organisation''s own sign-in';
comment on table socialaccount_socialapp is 'open: sign-in zone; not used, apps come from settings';
comment on table socialaccount_socialtoken is 'open: sign-in zone; tokens are not stored';
grant select, insert, update, delete on
  account_emailaddress, account_emailconfirmation, mfa_authenticator,
  socialaccount_socialaccount, socialaccount_socialapp, socialaccount_socialtoken to baken_app;
comment on table access_installation is 'open: whether this is a demo, and of which municipality';
grant select on access_installation to baken_app, baken_acting;
comment on table access_purpose is 'open: the purposes register is public (AVG art. 13, 30)';
grant select on access_purpose to baken_app;

-- Names by which people know each other.
alter table access_profile enable row level security;
alter table access_profile force row level security;
grant select, insert, update on access_profile to baken_app;
grant select, insert, delete on access_profile to baken_acting;
create policy "functions that look up who is acting" on access_profile for select
  to baken_acting using (true);
create policy "an accepted invitation" on access_profile for insert
  to baken_acting with check (true);
create policy "the function that forgets who left" on access_profile for delete
  to baken_acting using ((select acting_job()) = 'retention.run');
create policy "the nightly run sees who left" on access_profile for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the municipality knows everyone who works here" on access_profile for select
  to baken_app using ((select acting_is_municipality()));
create policy "partners know their own people and those on their files" on access_profile
  for select to baken_app using (user_id in (select acting_known_users()));
create policy "the administrator enters people" on access_profile for insert to baken_app
  with check ((select acting_capacity()) = 'administrator');
create policy "the administrator corrects a name" on access_profile for update to baken_app
  using ((select acting_capacity()) = 'administrator');

alter table access_organisation enable row level security;
alter table access_organisation force row level security;
grant select, insert, update (id, name, kind) on access_organisation to baken_app;
grant select, insert on access_organisation to baken_acting;
create policy "the function that makes the organisation of exercises" on access_organisation
  for insert to baken_acting with check (true);
create policy "functions that look up who is acting" on access_organisation for select
  to baken_acting using (true);
create policy "who works here knows the partners" on access_organisation for select
  to baken_app using ((select acting_user()) is not null);
create policy "the administrator enters organisations" on access_organisation for insert
  to baken_app with check ((select acting_capacity()) = 'administrator');
create policy "the administrator corrects organisations" on access_organisation for update
  to baken_app using ((select acting_capacity()) = 'administrator');

alter table access_agreement enable row level security;
alter table access_agreement force row level security;
grant select, insert, update on access_agreement to baken_app;
grant select, insert on access_agreement to baken_acting;
create policy "the function that makes the agreement of exercises" on access_agreement
  for insert to baken_acting with check (true);
create policy "functions that look up who is acting" on access_agreement for select
  to baken_acting using (true);
create policy "the municipality knows all agreements" on access_agreement for select
  to baken_app using ((select acting_is_municipality()));
create policy "a partner knows its own agreements" on access_agreement for select
  to baken_app using (organisation_id = (select acting_organisation()));
create policy "the administrator enters agreements" on access_agreement for insert
  to baken_app with check ((select acting_capacity()) = 'administrator');
create policy "the administrator ends agreements" on access_agreement for update
  to baken_app using ((select acting_capacity()) = 'administrator');

alter table access_assignment enable row level security;
alter table access_assignment force row level security;
grant select, insert, update on access_assignment to baken_app;
grant select, insert on access_assignment to baken_acting;
create policy "functions that look up who is acting" on access_assignment for select
  to baken_acting using (true);
create policy "an accepted invitation" on access_assignment for insert
  to baken_acting with check (true);
create policy "the nightly run sees when people left" on access_assignment for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the municipality knows who does what" on access_assignment for select
  to baken_app using ((select acting_is_municipality()));
create policy "a partner knows its own people's tasks" on access_assignment for select
  to baken_app using (organisation_id = (select acting_organisation()));
create policy "the administrator gives assignments" on access_assignment for insert
  to baken_app with check ((select acting_capacity()) = 'administrator');
create policy "the administrator ends assignments" on access_assignment for update
  to baken_app using ((select acting_capacity()) = 'administrator');

-- Need-to-know. The administrator is not here: case content is not theirs.
alter table access_membership enable row level security;
alter table access_membership force row level security;
grant select, insert, delete on access_membership to baken_app;
grant update (invited, valid_until) on access_membership to baken_app;
grant select on access_membership to baken_acting;
create policy "functions that look up who is on a file" on access_membership for select
  to baken_acting using (true);
create policy "who is on a file sees who else is" on access_membership for select to baken_app
  using (file_id in (select acting_files()));
create policy "everyone sees to what they are invited" on access_membership for select
  to baken_app using (user_id = (select acting_user())
    and organisation_id = (select acting_organisation()));
create policy "the municipality's managers add people to their own files" on access_membership
  for insert to baken_app with check (
    (select acting_manages()) and file_id in (select acting_files()));
create policy "the desk names the first member of a new file" on access_membership
  for insert to baken_app with check (
    (select acting_is_municipality()) and (select acting_purpose()) = 'reports'
    and (select acting_capacity()) = 'desk' and access_file_is_new(file_id));
create policy "a process manager opens a file for themselves" on access_membership
  for insert to baken_app with check (
    (select acting_is_municipality()) and (select acting_purpose()) = 'cases'
    and (select acting_capacity()) = 'process_manager'
    and user_id = (select acting_user()) and access_file_is_new(file_id));
create policy "everyone answers their own invitation" on access_membership for update
  to baken_app using (user_id = (select acting_user())
    and organisation_id = (select acting_organisation())
    and (valid_until is null or valid_until > now()))
  with check (user_id = (select acting_user())
    and organisation_id = (select acting_organisation()));
create policy "the municipality's managers end memberships of their files" on access_membership
  for update to baken_app using (
    (select acting_manages()) and file_id in (select acting_files()));
create policy "the nightly run sees who was on a file" on access_membership for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run forgets who was on a file that went" on access_membership
  for delete to baken_app using ((select acting_job()) = 'retention.run');

alter table access_invitation enable row level security;
alter table access_invitation force row level security;
grant select, insert, delete on access_invitation to baken_app;
grant select, update on access_invitation to baken_acting;
create policy "the function that accepts an invitation" on access_invitation for all
  to baken_acting using (true) with check (true);
create policy "the nightly run sees old invitations" on access_invitation for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes old invitations" on access_invitation for delete
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the administrator sees invitations" on access_invitation for select
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the administrator invites" on access_invitation for insert
  to baken_app with check ((select acting_capacity()) = 'administrator');

-- Keys of partners' systems. Made and used through functions; the fingerprint opens nothing.
alter table access_token enable row level security;
alter table access_token force row level security;
grant select, delete on access_token to baken_app;
grant update (ends_at) on access_token to baken_app;
grant select, insert, update on access_token to baken_acting;
create policy "the functions that make and use a key" on access_token for all
  to baken_acting using (true) with check (true);
create policy "the administrator sees keys" on access_token for select
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the administrator ends keys" on access_token for update
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the nightly run sees old keys" on access_token for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes old keys" on access_token for delete
  to baken_app using ((select acting_job()) = 'retention.run');
