-- That a translation was read by a native speaker is public: it decides what everyone is offered.
-- A review stays as it was recorded; a changed text asks for a new one.
alter table portal_languagereview enable row level security;
alter table portal_languagereview force row level security;
grant select, insert on portal_languagereview to baken_app;
create policy "everyone may know which translation was read" on portal_languagereview for select
  to baken_app using (true);
create policy "who manages Baken records that it was read" on portal_languagereview for insert
  to baken_app with check ((select acting_purpose()) = 'administration'
    and by_id = (select acting_user()));
