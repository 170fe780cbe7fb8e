-- The clerk decides, who works on the plan answers, the author withdraws: nobody changes what is
-- another's. No policy can compare a row with what it was.
create or replace function programme_reaction_turn() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  words boolean := (new.text, new.name) = (old.text, old.name);
  answer boolean := (new.reply, new.replied_at, new.replied_as)
    is not distinct from (old.reply, old.replied_at, old.replied_as);
  decision boolean := (new.state, new.rule, new.reason, new.decided_at, new.decided_as, new.item,
      new.over_at)
    is not distinct from (old.state, old.rule, old.reason, old.decided_at, old.decided_as,
      old.item, old.over_at);
begin
  if (case
    when starts_with(current_setting('baken.acting', true), 'resident:')
      then new.state = 'withdrawn' and new.item is not distinct from old.item
        and new.over_at <= clock_timestamp()
    when acting_purpose() = 'programme' then words and decision
    when acting_capacity() = 'clerk' then words and answer
    else false end)
  then return new; end if;
  raise exception 'a reaction is changed only by whose turn it is'
    using errcode = 'insufficient_privilege';
end $$;
revoke execute on function programme_reaction_turn() from public;
create or replace trigger reaction_turn before update on programme_reaction
  for each row execute function programme_reaction_turn();
