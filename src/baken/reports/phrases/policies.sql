-- Standard answers are the desk's; there is nothing about anybody in them.
alter table reports_phrase enable row level security;
alter table reports_phrase force row level security;
grant select, insert, delete on reports_phrase to baken_app;
grant update (title, use, subject, text_nl, text_en, texts, by_id, changed_at, version)
  on reports_phrase to baken_app;
create policy "the desk reads standard answers" on reports_phrase for select to baken_app
  using ((select reports_desk_area()) is not null);
create policy "the desk of the whole city adds one" on reports_phrase for insert to baken_app
  with check ((select reports_desk_area()) = '' and by_id = (select acting_user()));
create policy "the desk of the whole city changes one" on reports_phrase for update to baken_app
  using ((select reports_desk_area()) = '')
  with check ((select reports_desk_area()) = '' and by_id = (select acting_user()));
create policy "the desk of the whole city takes one away" on reports_phrase for delete to baken_app
  using ((select reports_desk_area()) = '');
