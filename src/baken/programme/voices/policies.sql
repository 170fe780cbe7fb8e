-- What residents say of a paper. Everyone reads what was placed; the rest only its author, with the
-- secret link, and the clerk of the council, who decides. Who wrote the paper only answers.
alter table programme_reaction enable row level security;
alter table programme_reaction force row level security;
grant select, insert, delete on programme_reaction to baken_app;
grant update (text, name, state, rule, reason, decided_at, decided_as, reply, replied_at,
  replied_as, item, over_at) on programme_reaction to baken_app;
create policy "what was placed is public" on programme_reaction for select to baken_app
  using (state = 'accepted');
create policy "the author reads the own reaction" on programme_reaction for select to baken_app
  using (token_hash = (select acting_token()));
create policy "the clerk of the council reads what came in" on programme_reaction for select
  to baken_app using ((select acting_capacity()) = 'clerk'
    and (select acting_purpose()) = 'council');
create policy "the nightly run sees reactions" on programme_reaction for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "anybody reacts to a published paper, and waits" on programme_reaction for insert
  to baken_app with check (token_hash = (select acting_token()) and state = 'waiting'
    and text <> '' and rule = '' and reason = '' and decided_at is null and decided_as = ''
    and reply = '' and replied_as = '' and item is null
    and paper in (select p.slug from programme_published() p));
create policy "the clerk places or refuses" on programme_reaction for update to baken_app
  using ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and state <> 'withdrawn')
  with check ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'
    and state in ('accepted', 'refused') and decided_as = 'clerk' and decided_at is not null);
create policy "who works on the plan answers what was placed" on programme_reaction for update
  to baken_app using ((select acting_purpose()) = 'programme' and state = 'accepted')
  with check ((select acting_purpose()) = 'programme' and state = 'accepted'
    and replied_as = (select acting_capacity()));
create policy "the author withdraws, and nothing of it stays" on programme_reaction for update
  to baken_app using (token_hash = (select acting_token()))
  with check (token_hash = (select acting_token()) and state = 'withdrawn' and text = ''
    and name = '' and reason = '' and reply = '');
create policy "the nightly run removes reactions" on programme_reaction for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Where the author wants to hear of it: for the mails that clerk and adviser have sent, and for
-- the clerk to see who asks a question as a councillor.
alter table programme_reactioncontact enable row level security;
alter table programme_reactioncontact force row level security;
grant select, insert, delete on programme_reactioncontact to baken_app;
create policy "who decides on it or answers it may reach the author"
  on programme_reactioncontact for select to baken_app
  using (((select acting_purpose()) = 'programme'
      or ((select acting_capacity()) = 'clerk' and (select acting_purpose()) = 'council'))
    and reaction_id in (select r.id from programme_reaction r));
create policy "the author finds the own address" on programme_reactioncontact for select
  to baken_app using ((select acting_token()) is not null and reaction_id in (
    select r.id from programme_reaction r where r.token_hash = (select acting_token())));
create policy "the author leaves an address with a reaction that waits"
  on programme_reactioncontact for insert to baken_app
  with check ((select acting_token()) is not null and reaction_id in (
    select r.id from programme_reaction r
    where r.token_hash = (select acting_token()) and r.state = 'waiting'));
create policy "the author takes the address away" on programme_reactioncontact for delete
  to baken_app using ((select acting_token()) is not null and reaction_id in (
    select r.id from programme_reaction r where r.token_hash = (select acting_token())));
create policy "the nightly run sees addresses" on programme_reactioncontact for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes addresses" on programme_reactioncontact for delete
  to baken_app using ((select acting_job()) = 'retention.run');
