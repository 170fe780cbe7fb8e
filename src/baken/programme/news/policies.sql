-- Who wants mail: only who has the link of it, and the job that sends.
alter table programme_subscription enable row level security;
alter table programme_subscription force row level security;
grant select, insert, delete on programme_subscription to baken_app;
grant update (email, language, site, asked_at, confirmed_at, over_at) on programme_subscription
  to baken_app;
create policy "who has the link sees the own subscription" on programme_subscription for select
  to baken_app using (token_hash = (select acting_token()));
create policy "anybody asks for mail, and confirms it after" on programme_subscription for insert
  to baken_app with check (token_hash = (select acting_token()) and confirmed_at is null);
create policy "who has the link confirms or leaves" on programme_subscription for update
  to baken_app using (token_hash = (select acting_token()))
  with check (token_hash = (select acting_token()));
create policy "the job that tells, and the nightly run, see subscriptions"
  on programme_subscription for select to baken_app
  using ((select acting_job()) in ('programme.tell', 'retention.run'));
create policy "the nightly run removes subscriptions" on programme_subscription for delete
  to baken_app using ((select acting_job()) = 'retention.run');

-- What was published, and when: as public as the things themselves.
alter table programme_notice enable row level security;
alter table programme_notice force row level security;
grant select, insert on programme_notice to baken_app;
create policy "when something was published is public" on programme_notice for select
  to baken_app using (true);
create policy "the job that tells notes what it told" on programme_notice for insert
  to baken_app with check ((select acting_job()) = 'programme.tell');
