-- Who follows somebody else's report. Only the own code opens it, and then what everyone may know
-- (reports_public): the row gives no right to the report.
alter table reports_follower enable row level security;
alter table reports_follower force row level security;
grant select, insert, delete on reports_follower to baken_app;
create policy "a follower reads the own row" on reports_follower for select to baken_app
  using (token_hash = (select acting_token()));
create policy "somebody follows a report of public space" on reports_follower for insert
  to baken_app with check (token_hash = (select acting_token())
    and exists (select 1 from reports_public(array[number::text], null, null, null, true, false, 1, 0)));
create policy "the nightly run sees followers" on reports_follower for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_follower for delete to baken_app
  using ((select acting_job()) = 'retention.run');
