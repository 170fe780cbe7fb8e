-- What was learnt is public: which kinds, how well, and numbers without words. The command that
-- learns writes it; who manages Baken switches it on and off.
alter table reports_suggester enable row level security;
alter table reports_suggester force row level security;
grant select on reports_suggester to baken_app;
grant update (on_at, off_at, by_id) on reports_suggester to baken_app;
create policy "everyone may know what proposes a kind" on reports_suggester for select
  to baken_app using (true);
create policy "who manages Baken switches it" on reports_suggester for update to baken_app
  using ((select acting_purpose()) = 'administration')
  with check ((select acting_purpose()) = 'administration' and by_id = (select acting_user()));
