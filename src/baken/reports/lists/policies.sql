-- Lists under a name: one's own, and those that colleagues at the desk share. A list holds filters,
-- never what they find.
alter table reports_savedlist enable row level security;
alter table reports_savedlist force row level security;
grant select, insert, delete on reports_savedlist to baken_app;
create policy "the own lists and those that are shared" on reports_savedlist for select
  to baken_app using ((select reports_desk_area()) is not null
    and (shared or user_id = (select acting_user())));
create policy "the desk keeps a list" on reports_savedlist for insert to baken_app
  with check ((select reports_desk_area()) is not null and user_id = (select acting_user()));
create policy "who made a list takes it away" on reports_savedlist for delete to baken_app
  using ((select reports_desk_area()) is not null and user_id = (select acting_user()));
