-- Drafts: for who types them, under the organisation for which they do, and on cases only while
-- they are on the case. Not for colleagues, managers or partners.
alter table cases_draft enable row level security;
alter table cases_draft force row level security;
grant select, insert, delete on cases_draft to baken_app;
grant update (body, saved_at, sent_at) on cases_draft to baken_app;
create policy "my own drafts, on cases that I am on" on cases_draft for select to baken_app
  using (user_id = (select acting_user()) and organisation_id = (select acting_organisation())
    and (case_id is null or case_id in (select acting_files())));
create policy "everyone keeps their own draft" on cases_draft for insert to baken_app
  with check (user_id = (select acting_user())
    and organisation_id = (select acting_organisation())
    and (case_id is null or case_id in (select acting_files())));
create policy "everyone types on in their own draft, until it was sent" on cases_draft for update
  to baken_app using (user_id = (select acting_user())
    and organisation_id = (select acting_organisation()) and sent_at is null
    and (case_id is null or case_id in (select acting_files())))
  with check (user_id = (select acting_user()));
create policy "everyone throws their own draft away, until it was sent" on cases_draft for delete
  to baken_app using (user_id = (select acting_user())
    and organisation_id = (select acting_organisation()) and sent_at is null
    and (case_id is null or case_id in (select acting_files())));
