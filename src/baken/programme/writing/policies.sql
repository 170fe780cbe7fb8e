-- Texts of papers, what is said about them and what the college decided: for who works on papers.
-- A text and a decision are added and stay; a comment is settled, and goes after its term.
alter table programme_paperversion enable row level security;
alter table programme_paperversion force row level security;
grant select, insert on programme_paperversion to baken_app;
create policy "who works on papers reads every text" on programme_paperversion for select
  to baken_app using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "who writes keeps the text as it is now" on programme_paperversion for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    and made_as = (select acting_capacity()) and (paper_id, version) in (
      select p.id, p.version from programme_councilpaper p where p.status <> 'adopted'));

alter table programme_papercomment enable row level security;
alter table programme_papercomment force row level security;
grant select, insert, delete on programme_papercomment to baken_app;
grant update (settled_at, settled_by_id) on programme_papercomment to baken_app;
create policy "who works on papers reads what is said of them" on programme_papercomment for select
  to baken_app using ((select acting_purpose()) in ('programme', 'council', 'briefing')
    or (select acting_job()) = 'retention.run');
create policy "who works on papers says something, under their own name" on programme_papercomment
  for insert to baken_app with check (
    (select acting_purpose()) in ('programme', 'council', 'briefing')
    and author_id = (select acting_user()) and made_as = (select acting_capacity())
    and settled_at is null and paper_id in (
      select p.id from programme_councilpaper p where p.status <> 'adopted'));
create policy "who works on papers settles it, or opens it again" on programme_papercomment
  for update to baken_app
  using ((select acting_purpose()) in ('programme', 'council', 'briefing'))
  with check ((select acting_purpose()) in ('programme', 'council', 'briefing')
    and (settled_by_id is null or settled_by_id = (select acting_user())));
create policy "the nightly run removes what is due" on programme_papercomment for delete
  to baken_app using ((select acting_job()) = 'retention.run');

alter table programme_paperdecision enable row level security;
alter table programme_paperdecision force row level security;
grant select, insert on programme_paperdecision to baken_app;
create policy "who works on papers reads what the college decided" on programme_paperdecision
  for select to baken_app
  using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "only the college records its decision, on an edition under review"
  on programme_paperdecision for insert to baken_app with check (
    (select acting_capacity()) = 'mayor'
    and (select acting_purpose()) in ('briefing', 'council')
    and made_as = (select acting_capacity()) and (paper_id, edition_id) in (
      select e.paper_id, e.id from programme_edition e
      join programme_councilpaper p on p.id = e.paper_id
      where p.status in ('review', 'shared')));
