-- The day in the Netherlands: the session's own zone is UTC, in which a day ends hours later.
create or replace function acting_today() returns date language sql stable parallel safe
set search_path = pg_catalog, public, pg_temp
as $$ select (now() at time zone 'Europe/Amsterdam')::date $$;

-- Is this task valid now, of an active user and, for a partner's people, under an agreement that is
-- in force? An agreement lets a partner work together as a partner, on cases, and on nothing else;
-- and nobody is a partner of the municipality for which they work. Asked several times in every
-- statement: PostgreSQL guesses that planning it anew pays, and it costs twice what it answers.
create or replace function access_in_force(task access_assignment) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
  return task.valid_from <= now() and (task.valid_until is null or task.valid_until > now())
    and exists (select 1 from access_user u where u.id = task.user_id and u.is_active)
    and exists (select 1 from access_organisation o where o.id = task.organisation_id
      and (case when o.kind = 'municipality' then task.capacity <> 'partner'
        else task.capacity = 'partner' and task.purpose = 'cases' and exists (
          select 1 from access_agreement c where c.organisation_id = o.id
            and c.valid_from <= acting_today()
            and (c.valid_until is null or c.valid_until >= acting_today())) end));
end $$;

-- Who is acting. The app hands over only the id of an assignment; everything else is looked
-- up here, and only while the assignment, the user and the agreement are valid *now*: so
-- leaving, or the end of an agreement, closes live sessions at their next statement.
create or replace function acting_assignment() returns access_assignment
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
declare found access_assignment;
begin
  if acting_kind() is distinct from 'assignment' then return null; end if;
  select a.* into found from access_assignment a
  where a.id = split_part(acting_setting(), ':', 2)::uuid and access_in_force(a);
  return found;
exception when invalid_text_representation then return null;
end $$;

-- Is this who acts? What the trail is signed with. Also of an assignment that just ended, for
-- ending it and being refused leave their trace; the purpose of a job only the program knows.
create or replace function acting_signs(person uuid, party uuid, task text, aim text)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if acting_kind() is distinct from 'assignment' then
    return person is null and party is null and task = '' and (acting_kind() = 'job'
      or aim = any (case acting_kind() when 'resident' then array['reports', 'programme']
        when 'key' then array['reports'] else array[''] end));
  end if;
  return exists (select 1 from access_assignment a
    where a.id = split_part(acting_setting(), ':', 2)::uuid and a.user_id = person
      and a.organisation_id = party and a.capacity = task and a.purpose = aim);
exception when invalid_text_representation then return false;
end $$;

create or replace function acting_user() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (acting_assignment()).user_id $$;

create or replace function acting_organisation() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (acting_assignment()).organisation_id $$;

create or replace function acting_capacity() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (acting_assignment()).capacity $$;

create or replace function acting_purpose() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (acting_assignment()).purpose $$;

-- '' is the whole municipality; else the code of the wijk or buurt that the assignment is for.
create or replace function acting_area() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select (acting_assignment()).area $$;

-- An assignment that counts is of a partner exactly when its capacity is 'partner' (see above).
create or replace function acting_is_municipality() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select coalesce((acting_assignment()).capacity <> 'partner', false) $$;

-- Files that this acting opened without being on them: a higher module says which. And the ground
-- under which it looks at something there, for the trail.
create or replace function acting_opened() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select null::uuid where false $$;

create or replace function acting_ground(thing uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select ''::text $$;

-- The files on which this acting is a full member, and those to which it is only invited.
create or replace function acting_files() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select m.file_id from access_membership m, acting_assignment() a
  where m.user_id = a.user_id and m.organisation_id = a.organisation_id and not m.invited
    and a.purpose in ('cases', 'briefing')
    and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())
  union all select acting_opened()
$$;

create or replace function acting_invitations() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select m.file_id from access_membership m, acting_assignment() a
  where m.user_id = a.user_id and m.organisation_id = a.organisation_id and m.invited
    and a.purpose in ('cases', 'briefing')
    and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())
$$;

-- Has this file no members yet? Asked when a desk opens a new file and may not read it after.
create or replace function access_file_is_new(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select not exists (select 1 from access_membership where file_id = file) $$;

-- Who acts as one of the municipality's managers of cases.
create or replace function acting_manages() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select acting_is_municipality() and (acting_assignment()).purpose = 'cases'
  and (acting_assignment()).capacity in ('process_manager', 'case_manager') $$;

-- Who is on a file answers for the own place there: says yes, or leaves. No policy can compare a
-- row with what it was; so here that nobody stays longer by their own doing, managers included.
create or replace function access_membership_turn() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old.user_id is distinct from acting_user() or new.invited <= old.invited
    and coalesce(new.valid_until, 'infinity') <= coalesce(old.valid_until, 'infinity')
  then return new; end if;
  raise exception 'nobody prolongs the own membership' using errcode = 'insufficient_privilege';
end $$;
create or replace trigger membership_turn before update on access_membership for each row
  when (starts_with(current_setting('baken.acting', true), 'assignment:'))
  execute function access_membership_turn();

-- The people whom a partner may know by name: their own, and those on their files.
create or replace function acting_known_users() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select a.user_id from access_assignment a where a.organisation_id = (select acting_organisation())
  union
  select m.user_id from access_membership m where m.file_id in (select acting_files())
  union
  select m.user_id from access_membership m where m.file_id in (select acting_invitations())
$$;

-- What the holder of a one-time link may know of the invitation behind it.
create or replace function access_invited(token bytea)
returns table (email text, account uuid, organisation text, capacity text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select i.email::text, u.id, o.name::text, i.capacity::text
  from access_invitation i
  join access_organisation o on o.id = i.organisation_id
  left join access_user u on u.email = i.email
  where i.token_hash = token and i.used_at is null and i.expires_at > now()
$$;

-- An invited person sets a password: makes the user, the name and the assignment, once.
-- Returns null when the link is unknown, used or too old, or when the address has an account.
create or replace function access_accept_invitation(token bytea, display_name text, secret text)
returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  invited access_invitation;
  who uuid := gen_random_uuid();
begin
  select i.* into invited from access_invitation i where i.token_hash = token
    and not exists (select 1 from access_user u where u.email = i.email);
  if invited.id is null then return null; end if;
  insert into access_user (id, email, password, is_active)
    values (who, invited.email, secret, true);
  insert into access_profile (id, user_id, name, persona)
    values (gen_random_uuid(), who, display_name, '');
  return access_accept_task(token, who);
end $$;

-- The task of an invitation, for the account of its own address. Returns null as above.
create or replace function access_accept_task(token bytea, who uuid)
returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare invited access_invitation;
begin
  update access_invitation i set used_at = now() from access_user u
    where i.token_hash = token and i.used_at is null and i.expires_at > now()
      and u.id = who and u.is_active and u.email = i.email returning i.* into invited;
  if invited.id is null then return null; end if;
  insert into access_assignment (id, user_id, organisation_id, capacity, purpose, area, valid_from)
    values (gen_random_uuid(), who, invited.organisation_id, invited.capacity, invited.purpose,
      '', now());
  return who;
end $$;

-- The nightly run forgets people: a year after their last task name, address and keys go. The key
-- itself stays, without a name, for what they did points to it. Returns how many went.
create or replace function access_forget(profiles uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare gone uuid[];
begin
  if acting_job() is distinct from 'retention.run' then
    raise exception 'only the nightly run forgets' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(p.user_id), '{}') into gone from access_profile p
    where p.id = any(profiles) and (
      select bool_and(coalesce(a.valid_until < now() - interval '1 year', false))
      from access_assignment a where a.user_id = p.user_id);
  delete from access_profile where user_id = any(gone);
  update access_user set email = id || '@weg.invalid', password = '!', is_active = false
    where id = any(gone);
  return cardinality(gone);
end $$;

-- All that a request needs to know of a signed-in user: one row per valid assignment.
create or replace function access_assignments_of(who uuid) returns table (
  assignment_id uuid, organisation_id uuid, organisation text, kind text,
  capacity text, purpose text, area text, name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select a.id, o.id, o.name::text, o.kind::text, a.capacity::text, a.purpose::text, a.area::text,
    coalesce(p.name, '')::text
  from access_assignment a
  join access_organisation o on o.id = a.organisation_id
  left join access_profile p on p.user_id = a.user_id
  where a.user_id = who and access_in_force(a)
  order by a.valid_from, a.id
$$;

-- The colleagues who play the other seats in an exercise. They exist from the first exercise on,
-- have no password and are flagged: nobody signs in as them, and no list of colleagues shows them.
create or replace function access_practice_crew() returns table (
  part text, task uuid, who uuid, party uuid, cap text, aim text, called text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  home uuid;
  guests uuid := '0a7e0000-0000-4000-8000-000000000100';
begin
  if acting_purpose() is distinct from 'cases' then
    raise exception 'who works on cases practises' using errcode = 'insufficient_privilege';
  end if;
  select o.id into home from access_organisation o where o.kind = 'municipality';
  insert into access_organisation (id, name, kind, practice)
    values (guests, 'Oefencorporatie (bestaat niet)', 'other', true) on conflict do nothing;
  insert into access_agreement (id, organisation_id, title, reference, valid_from)
    values (guests, guests, 'Oefenconvenant (bestaat niet)', '', '2020-01-01')
    on conflict do nothing;
  for part, who, party, cap, aim, called in values
    ('manager', '0a7e0000-0000-4000-8000-000000000101'::uuid, home, 'process_manager', 'cases',
      'Pia Proef (oefening)'),
    ('case', '0a7e0000-0000-4000-8000-000000000102', home, 'case_manager', 'cases',
      'Otto Oefen (oefening)'),
    ('lead', '0a7e0000-0000-4000-8000-000000000103', home, 'lead', 'cases',
      'Lies Les (oefening)'),
    ('mayor', '0a7e0000-0000-4000-8000-000000000104', home, 'mayor', 'briefing',
      'Bram Beproef (oefening)'),
    ('partner', '0a7e0000-0000-4000-8000-000000000105', guests, 'partner', 'cases',
      'Kas Kwansuis (oefening)')
  loop
    task := who;
    insert into access_user (id, email, password, is_active, practice)
      values (who, part || '@oefening.invalid', '!', true, true) on conflict do nothing;
    insert into access_profile (id, user_id, name, persona)
      values (who, who, called, '') on conflict do nothing;
    insert into access_assignment
      (id, user_id, organisation_id, capacity, purpose, area, valid_from)
      values (task, who, party, cap, aim, '', now()) on conflict do nothing;
    return next;
  end loop;
end $$;

-- Personas of a demo database, for the sign-in page; on any other database there are none.
create or replace function access_personas() returns table (
  user_id uuid, name text, persona text, capacity text, organisation text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select p.user_id, p.name::text, p.persona::text, a.capacity::text, o.name::text
  from access_profile p
  join lateral (select * from access_assignment where user_id = p.user_id
    order by valid_from, id limit 1) a on true
  join access_organisation o on o.id = a.organisation_id
  where p.persona <> '' and exists (select 1 from access_installation where demo)
$$;

-- A partner's system gets a key: a user of its own, that cannot sign in, with a task as partner
-- until the key ends. Only by the administrator, for an agreement that is in force.
create or replace function access_make_token(pact uuid, label text, secret bytea,
  until_moment timestamptz) returns uuid language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare party access_organisation; who uuid := gen_random_uuid();
  task uuid := gen_random_uuid(); made uuid := gen_random_uuid();
begin
  if acting_capacity() is distinct from 'administrator' then
    raise exception 'only the administrator makes a key' using errcode = 'insufficient_privilege';
  end if;
  select o.* into party from access_organisation o join access_agreement c
    on c.organisation_id = o.id where c.id = pact and o.kind <> 'municipality'
    and c.valid_from <= acting_today()
    and (c.valid_until is null or c.valid_until >= acting_today());
  if party.id is null or until_moment <= now() then return null; end if;
  insert into access_user (id, email, password, is_active)
    values (who, who || '@koppeling.invalid', '!', true);
  insert into access_profile (id, user_id, name, persona)
    values (gen_random_uuid(), who, 'Koppeling ' || label, '');
  insert into access_assignment
    (id, user_id, organisation_id, capacity, purpose, area, valid_from, valid_until)
    values (task, who, party.id, 'partner', 'cases', '', now(), until_moment);
  insert into access_token (id, organisation_id, agreement_id, assignment_id, title, token_hash,
    made_by_id, made_at, ends_at, in_minute)
    values (made, party.id, pact, task, label, secret, acting_user(), now(), until_moment, 0);
  return made;
end $$;

-- Whose key this is: the task it acts in, and how often it was used this minute. Nothing for a key
-- that is unknown or over, or whose own agreement is not in force.
create or replace function access_use_token(secret bytea) returns table (
  assignment_id uuid, user_id uuid, organisation_id uuid, organisation text, kind text,
  capacity text, purpose text, area text, name text, used integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare key access_token;
begin
  update access_token t set last_used_at = now(), minute = date_trunc('minute', now()),
      in_minute = case when t.minute = date_trunc('minute', now()) then t.in_minute + 1 else 1 end
    from access_agreement c
    where t.token_hash = secret and t.ends_at > now() and c.id = t.agreement_id
      and c.valid_from <= acting_today()
      and (c.valid_until is null or c.valid_until >= acting_today())
    returning t.* into key;
  return query select a.id, a.user_id, o.id, o.name::text, o.kind::text, a.capacity::text,
      a.purpose::text, a.area::text, coalesce(p.name, '')::text, key.in_minute
    from access_assignment a join access_organisation o on o.id = a.organisation_id
    left join access_profile p on p.user_id = a.user_id
    where a.id = key.assignment_id and access_in_force(a);
end $$;

alter function access_make_token(uuid, text, bytea, timestamptz) owner to baken_acting;
alter function access_use_token(bytea) owner to baken_acting;

alter function acting_assignment() owner to baken_acting;
alter function acting_signs(uuid, uuid, text, text) owner to baken_acting;
alter function acting_user() owner to baken_acting;
alter function acting_organisation() owner to baken_acting;
alter function acting_capacity() owner to baken_acting;
alter function acting_purpose() owner to baken_acting;
alter function acting_area() owner to baken_acting;
alter function acting_is_municipality() owner to baken_acting;
alter function acting_opened() owner to baken_acting;
alter function acting_ground(uuid) owner to baken_acting;
alter function acting_files() owner to baken_acting;
alter function acting_invitations() owner to baken_acting;
alter function acting_manages() owner to baken_acting;
alter function access_file_is_new(uuid) owner to baken_acting;
alter function access_assignments_of(uuid) owner to baken_acting;
alter function access_practice_crew() owner to baken_acting;
alter function access_personas() owner to baken_acting;
alter function acting_known_users() owner to baken_acting;
alter function access_invited(bytea) owner to baken_acting;
alter function access_accept_invitation(bytea, text, text) owner to baken_acting;
alter function access_accept_task(bytea, uuid) owner to baken_acting;
alter function access_forget(uuid[]) owner to baken_acting;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and (p.proname like 'acting\_%' or p.proname like 'access\_%')
  loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting, baken_search, baken_figures', f);
  end loop;
end $$;
