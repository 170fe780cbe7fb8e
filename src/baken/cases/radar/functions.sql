-- Which cases a transfer is about: those whose procesregie its source holds. Asked by who asks it;
-- a lead who decides on it learns their number and nothing else.
create or replace function cases_transfer_fill(wanted uuid, phases smallint[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare t cases_transfer; found integer;
begin
  select * into t from cases_transfer where id = wanted and asked_by_id = acting_user()
    and organisation_id = acting_organisation() and accepted_at is null and declined_at is null;
  if t.id is null then return 0; end if;
  insert into cases_transferitem (id, transfer_id, case_id, outcome)
    select gen_random_uuid(), t.id, s.case_id, '' from cases_seat s
      join cases_case c on c.id = s.case_id
    where s.role = 'procesregie' and s.holder_id = t.source_id
      and s.organisation_id = t.organisation_id and s.accepted_at is not null
      and s.ended_at is null and c.closed_at is null and c.phase = any(phases)
    on conflict do nothing;
  select count(*) into found from cases_transferitem where transfer_id = t.id;
  update cases_transfer set total = found where id = t.id;
  return found;
end $$;

-- Transfers that were accepted and are not finished: for the job alone.
create or replace function cases_transfers_waiting() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select id from cases_transfer where accepted_at is not null and finished_at is null
  and (select acting_job()) = 'cases.transfer' order by accepted_at $$;

-- The next cases of a transfer, each whole: seat, people on the file, and that it is done. Only
-- for the job, only after the new holder said yes and while that person is a process manager. A
-- case stays where it is when its seat changed, it was closed, or one person would then hold both
-- casusregie and procesregie where the model keeps them apart.
create or replace function cases_transfer_batch(wanted uuid, most integer)
returns table (file uuid, outcome text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare t cases_transfer; item cases_transferitem; seat cases_seat; answer text;
begin
  if acting_job() is distinct from 'cases.transfer' then return; end if;
  select * into t from cases_transfer where id = wanted and accepted_at is not null
    and finished_at is null for update skip locked;
  if t.id is null then return; end if;
  for item in select * from cases_transferitem i where i.transfer_id = t.id and i.done_at is null
    order by i.id limit most for update
  loop
    select s.* into seat from cases_seat s join cases_case c on c.id = s.case_id
    where s.case_id = item.case_id and s.role = 'procesregie' and s.ended_at is null
      and s.holder_id = t.source_id and s.organisation_id = t.organisation_id
      and s.accepted_at is not null and c.closed_at is null
      and exists (select 1 from access_assignment a where a.user_id = t.target_id
        and a.organisation_id = t.organisation_id and a.capacity = 'process_manager'
        and a.purpose = 'cases' and access_in_force(a))
      and not exists (select 1 from cases_seat o join cases_avemodel m on m.id = c.model_id
        where o.case_id = c.id and o.role = 'casusregie' and o.ended_at is null
          and o.holder_id = t.target_id and c.phase >= (m.body->>'apart_from')::integer);
    answer := case when seat.id is null then 'kept' else 'moved' end;
    if answer = 'moved' then perform cases_hand_seat(seat, t.target_id); end if;
    update cases_transferitem i set done_at = now(), outcome = answer where i.id = item.id;
    file := item.case_id; outcome := answer;
    return next;
  end loop;
  update cases_transfer x set
    done = (select count(*) from cases_transferitem i where i.transfer_id = t.id
      and i.outcome = 'moved'),
    kept = (select count(*) from cases_transferitem i where i.transfer_id = t.id
      and i.outcome = 'kept'),
    finished_at = case when exists (select 1 from cases_transferitem i
      where i.transfer_id = t.id and i.done_at is null) then null else now() end
  where x.id = t.id;
end $$;

-- One seat from one holder to another, and who is on the file with it. Whoever has nothing left to
-- do there leaves.
create or replace function cases_hand_seat(seat cases_seat, receiver uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if acting_job() is distinct from 'cases.transfer' then return; end if;
  update cases_seat set ended_at = now(), ended_why = 'replaced' where id = seat.id;
  insert into cases_seat (id, case_id, role, holder_id, household, organisation_id, since,
      accepted_at, ended_why)
    values (gen_random_uuid(), seat.case_id, seat.role, receiver, false, seat.organisation_id,
      now(), now(), '');
  insert into access_membership (id, file_id, user_id, organisation_id, invited, valid_from)
    values (gen_random_uuid(), seat.case_id, receiver, seat.organisation_id, false, now())
    on conflict (file_id, user_id, organisation_id) do update
      set invited = false, valid_until = null;
  update access_membership m set valid_until = now()
  where m.file_id = seat.case_id and m.user_id = seat.holder_id
    and m.organisation_id = seat.organisation_id
    and not exists (select 1 from cases_seat s where s.case_id = m.file_id
      and s.holder_id = m.user_id and s.organisation_id = m.organisation_id and s.ended_at is null)
    and not exists (select 1 from cases_action a where a.case_id = m.file_id
      and a.owner_id = m.user_id and a.organisation_id = m.organisation_id and a.done_at is null);
end $$;

alter function cases_transfer_fill(uuid, smallint[]) owner to baken_acting;
alter function cases_transfers_waiting() owner to baken_acting;
alter function cases_transfer_batch(uuid, integer) owner to baken_acting;
alter function cases_hand_seat(cases_seat, uuid) owner to baken_acting;
revoke execute on function cases_transfer_fill(uuid, smallint[]), cases_transfers_waiting(),
  cases_transfer_batch(uuid, integer), cases_hand_seat(cases_seat, uuid) from public;
grant execute on function cases_transfer_fill(uuid, smallint[]), cases_transfers_waiting(),
  cases_transfer_batch(uuid, integer) to baken_app;
