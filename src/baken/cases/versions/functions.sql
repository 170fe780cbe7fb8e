-- A version that was adopted stays as it is, whoever asks: also the keeper and the owner.
create or replace function cases_adopted_stays() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  raise exception 'an adopted version does not change' using errcode = 'insufficient_privilege';
end $$;
create or replace trigger adopted_model_stays before update or delete on cases_avemodel
  for each row when (old.adopted_by is not null) execute function cases_adopted_stays();

-- Record that a draft was adopted: it becomes the next version of the municipality's own. By who
-- has the mandate and is not who wrote last, and only the text that was read (`seen`).
create or replace function cases_adopt_model(wanted uuid, seen integer, who text, reference text,
  decided date, starts date) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare d cases_modeldraft; made uuid := gen_random_uuid();
begin
  if not cases_has_model_mandate() then return null; end if;
  select * into d from cases_modeldraft where id = wanted and model_id is null and dropped_at is null
    and version = seen
    and not cases_same_person(edited_by_id, acting_user()) for update;
  if d.id is null or coalesce(who, '') = '' or decided is null or starts is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('cases_adopt_model'));
  insert into cases_avemodel (id, version, title, adopted_by, adopted_on, decision, source,
      valid_from, body)
    select made, coalesce(max(m.version), 0) + 1, d.title, who, decided, reference, d.source,
      starts, d.body from cases_avemodel m where m.adopted_by is not null;
  update cases_modeldraft set model_id = made, adopted_by_id = acting_user(), adopted_at = now()
    where id = d.id;
  return made;
end $$;

-- Who decides on the model and on moving cases; and who keeps it.
create or replace function cases_has_model_mandate() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select coalesce((select acting_is_municipality()) and (
    ((select acting_capacity()) = 'lead' and (select acting_purpose()) = 'cases')
    or ((select acting_capacity()) = 'mayor' and (select acting_purpose()) = 'briefing')), false) $$;

create or replace function cases_keeps_model() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select coalesce((select acting_is_municipality()) and (
    ((select acting_capacity()) = 'lead' and (select acting_purpose()) = 'cases')
    or (select acting_capacity()) = 'administrator'), false) $$;

-- The running cases for the job alone: keys, dates, seats and which fields a request answered; no
-- text of a case. With `wanted` only those, and only until this transaction ends do they stand
-- still; without it, the next ones after a key.
create or replace function cases_model_running(beyond uuid, most integer, wanted uuid[])
returns table (file uuid, model uuid, lifecycle text, phase smallint, seats jsonb,
  one_hand boolean, asked jsonb, clocks jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if acting_job() is distinct from 'cases.model' then return; end if;
  if wanted is not null then
    perform 1 from cases_case c where c.id = any(wanted) order by c.id for update;
  end if;
  return query
  select c.id, c.model_id, c.lifecycle::text, c.phase,
    coalesce((select jsonb_agg(jsonb_build_object('role', s.role, 'holder', s.holder_id,
        'household', s.household, 'accepted', s.accepted_at is not null))
      from cases_seat s where s.case_id = c.id and s.ended_at is null), '[]'),
    exists (select 1 from cases_seat a join cases_seat b on b.case_id = a.case_id
      where a.case_id = c.id and a.role = 'casusregie' and b.role = 'procesregie'
        and a.ended_at is null and b.ended_at is null
        and cases_same_person(a.holder_id, b.holder_id)),
    (select jsonb_build_object('target', r.to_phase, 'answered', coalesce((
        select jsonb_agg(e.key) from jsonb_each(r.details) e
        where e.value not in ('null', '""', '{}', '[]')), '[]'))
      from cases_phaserequest r where r.case_id = c.id and r.decided_at is null),
    coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind,
        'started_at', k.started_at, 'due_at', k.due_at, 'span', k.span, 'rules', k.rules,
        'pauses', coalesce((select jsonb_agg(jsonb_build_object('began', p.began_at,
            'ended', p.ended_at)) from cases_pause p
          where p.clock_id = k.id and p.ended_at is not null), '[]')) order by k.id)
      from cases_clock k where k.case_id = c.id and k.met_at is null), '[]')
  from cases_case c
  where c.closed_at is null and not c.practice
    and (c.id = any(wanted) or (wanted is null and (beyond is null or c.id > beyond)))
  order by c.id limit most;
end $$;

-- Which cases a move is about, filled by who asks it. A process manager: the own ones among those
-- that were chosen. The operational manager: all that run, unseen. Undoing: those that were moved
-- and still stand there. Returns how many.
create or replace function cases_model_fill(wanted uuid, files uuid[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare m cases_modelmove; found integer;
begin
  select * into m from cases_modelmove where id = wanted and asked_by_id = acting_user()
    and decided_at is null and total = 0;
  if m.id is null or not acting_is_municipality() or acting_purpose() <> 'cases'
    or acting_capacity() not in ('lead', 'process_manager') then return 0; end if;
  insert into cases_modelmoveitem (id, move_id, case_id, former_id, target_id, outcome, gaps, clocks)
    select gen_random_uuid(), m.id, c.id, c.model_id, coalesce(m.target_id, u.former_id), '', '[]',
      '[]'
    from cases_case c left join cases_modelmoveitem u on u.move_id = m.undoes_id
      and u.case_id = c.id and u.outcome = 'moved' and u.target_id = c.model_id
    where c.closed_at is null and not c.practice
      and coalesce(m.target_id, u.former_id) <> c.model_id
      and (files is null and acting_capacity() = 'lead' or c.id = any(files))
      and (acting_capacity() = 'lead' or exists (select 1 from cases_seat s
        where s.case_id = c.id and s.role = 'procesregie' and s.ended_at is null
          and s.accepted_at is not null and s.holder_id = acting_user()
          and s.organisation_id = acting_organisation()))
    on conflict do nothing;
  select count(*) into found from cases_modelmoveitem where move_id = m.id;
  update cases_modelmove set total = found where id = m.id;
  return found;
end $$;

-- One case of a move, whole: the version, its clocks, and that it is done. The job worked out what
-- would break (`missing`) and which dates change (`turned`); here is asked once more whether the
-- case still stands where the move found it. Returns what became of it.
create or replace function cases_model_apply(wanted uuid, missing jsonb, turned jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare i cases_modelmoveitem; answer text := 'kept';
begin
  if acting_job() is distinct from 'cases.model' then return null; end if;
  select * into i from cases_modelmoveitem x where x.id = wanted and x.done_at is null
    and exists (select 1 from cases_modelmove m where m.id = x.move_id and m.granted) for update;
  if i.id is null then return null; end if;
  if missing = '[]' then
    update cases_case set model_id = i.target_id, version = version + 1
      where id = i.case_id and model_id = i.former_id and closed_at is null and not practice;
    if found then answer := 'moved'; end if;
  end if;
  if answer = 'moved' then
    update cases_clock k set due_at = (t->>'after')::timestamptz, span = t->>'span'
      from jsonb_array_elements(turned) t where k.id = (t->>'id')::uuid
        and k.case_id = i.case_id and k.met_at is null;
    update cases_content set next_due = cases_next_due(i.case_id) where case_id = i.case_id;
  end if;
  update cases_modelmoveitem set done_at = now(), outcome = answer, gaps = missing,
    clocks = case when answer = 'moved' then turned else '[]' end where id = i.id;
  return answer;
end $$;

-- How far a move is; finished when nothing waits.
create or replace function cases_model_count(wanted uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update cases_modelmove m set
    done = (select count(*) from cases_modelmoveitem i where i.move_id = m.id
      and i.outcome = 'moved'),
    kept = (select count(*) from cases_modelmoveitem i where i.move_id = m.id
      and i.outcome = 'kept'),
    finished_at = case when exists (select 1 from cases_modelmoveitem i
      where i.move_id = m.id and i.done_at is null) then null else now() end
  where m.id = wanted and m.granted and m.finished_at is null
    and (select acting_job()) = 'cases.model'
$$;

do $$
declare f text;
begin
  foreach f in array array['cases_adopt_model(uuid, integer, text, text, date, date)',
    'cases_has_model_mandate()', 'cases_keeps_model()',
    'cases_model_running(uuid, integer, uuid[])', 'cases_model_fill(uuid, uuid[])',
    'cases_model_apply(uuid, jsonb, jsonb)', 'cases_model_count(uuid)']
  loop
    execute format('alter function %s owner to baken_acting', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
revoke execute on function cases_adopted_stays() from public;
grant execute on function cases_adopted_stays() to baken_app, baken_acting;
