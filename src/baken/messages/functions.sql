-- Messages that nobody got, for the administrator: what they are about, when, and what the mail
-- server answered; never to whom, nor a word of them.
create or replace function messages_failed()
returns table (id uuid, purpose text, created_at timestamptz, attempts smallint, last_answer text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select m.id, m.purpose::text, m.created_at, m.attempts, m.last_answer::text
  from messages_message m
  where m.state = 'failed' and (select acting_is_municipality())
    and (select acting_purpose()) = 'administration'
  order by m.created_at desc limit 200
$$;

-- The administrator has one of these sent again. Says whether there was such a one.
create or replace function messages_again(wanted uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  with again as (
    update messages_message set state = 'waiting', attempts = 0, next_try = now()
    where id = wanted and state = 'failed' and (select acting_is_municipality())
      and (select acting_purpose()) = 'administration' returning 1)
  select exists (select 1 from again)
$$;

-- How many there are, for `baken doctor`, which acts for nobody: a number over all of Baken.
create or replace function messages_failing() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select count(*) from messages_message where state = 'failed'
  and nullif(current_setting('baken.acting', true), '') is null $$;

alter function messages_failed() owner to baken_acting;
alter function messages_again(uuid) owner to baken_acting;
alter function messages_failing() owner to baken_acting;
revoke execute on function messages_failed(), messages_again(uuid), messages_failing() from public;
grant execute on function messages_failed(), messages_again(uuid), messages_failing()
  to baken_app, baken_acting;
