-- The disclosures that were decided for me: to me by name, or for use in a case that I am on.
create or replace function cases_received() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select d.id from cases_disclosure d
    join cases_disclosuredecision e on e.disclosure_id = d.id and e.granted
  where d.to_organisation_id = (select acting_organisation())
    and (select acting_purpose()) = 'cases'
    and (d.receiver_id = (select acting_user()) or d.to_case_id in (select acting_files()))
$$;

-- What a disclosure to a case may show there: only what my organisation takes part in it for.
create or replace function cases_handed() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select h.id from cases_disclosed h join cases_disclosure d on d.id = h.disclosure_id
  where d.id in (select cases_received()) and (d.to_case_id is null
    or (d.to_case_id, h.category::text) in (select file, kind from cases_covered()))
$$;

-- Their documents. A function, for the policy that asks is part of every question for a document.
create or replace function cases_handed_documents() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select document_id from cases_disclosed where id in (select cases_handed()) $$;

-- May this party pass this contribution on: its own, or released to it with leave to do so?
create or replace function cases_passes_on(wanted uuid, file uuid, party uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_contribution c where c.id = wanted and c.case_id = file
  and (c.organisation_id = party or exists (select 1 from cases_release r
    where r.contribution_id = c.id and r.organisation_id = party and r.withdrawn_at is null
      and r.may_pass_on))) $$;

-- May I put this contribution on this request: my own request, not decided, and mine to pass on?
create or replace function cases_may_ask_for(request uuid, file uuid, wanted uuid, kind text)
returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_disclosure d where d.id = request and d.case_id = file
    and d.requested_by_id = (select acting_user())
    and d.organisation_id = (select acting_organisation())
    and not exists (select 1 from cases_disclosuredecision e where e.disclosure_id = d.id)
    and cases_passes_on(wanted, file, d.organisation_id))
  and exists (select 1 from cases_contribution c where c.id = wanted and c.category = kind) $$;

-- Is this request still open?
create or replace function cases_disclosure_open(request uuid, file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from cases_disclosure d where d.id = request and d.case_id = file)
  and not exists (select 1 from cases_disclosuredecision e where e.disclosure_id = request) $$;

-- May I decide: an accepted seat that the regime gives a mandate, not on my own request, and for a
-- yes the advice that the regime asks for?
create or replace function cases_may_decide(request uuid, file uuid, asker uuid, granted boolean)
returns boolean language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (select 1 from cases_disclosure d where d.id = request and d.case_id = file
      and d.requested_by_id = asker and asker <> (select acting_user()))
    and (select acting_purpose()) = 'cases' and file in (select cases_seated_files())
    and exists (select 1 from cases_seat s where s.case_id = file
      and s.holder_id = (select acting_user())
      and s.organisation_id = (select acting_organisation()) and s.accepted_at is not null
      and s.ended_at is null and (cases_regime_of(file)).decides ? s.role::text)
    and (not granted or not exists (select 1 from cases_disclosureitem i
        where i.disclosure_id = request and (cases_regime_of(file)).advice_for ? i.category::text)
      or exists (select 1 from cases_disclosureadvice a where a.disclosure_id = request))
$$;

-- May this cross: an item of a request that I granted, word for word, that may still be passed on?
create or replace function cases_may_cross(one cases_disclosed) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (select 1 from cases_disclosureitem i
      join cases_disclosure d on d.id = i.disclosure_id
      join cases_disclosuredecision e on e.disclosure_id = d.id and e.granted
      join cases_contribution c on c.id = i.contribution_id
    where i.id = one.item_id and d.id = one.disclosure_id and i.case_id = one.case_id
      and c.id = one.contribution_id and e.decided_by_id = (select acting_user())
      and (c.organisation_id, c.nature, c.category, c.source, c.text)
        = (one.owner_id, one.nature, one.category, one.source, one.text)
      and c.about_date is not distinct from one.about_date
      and c.document_id is not distinct from one.document_id
      and cases_passes_on(c.id, c.case_id, d.organisation_id))
$$;

-- Was nothing brought in under the regime of this case: no word, document, signal or disclosure,
-- and nothing said at a meeting?
create or replace function cases_untouched(file uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select file in (select acting_files())
  and not exists (select 1 from cases_contribution where case_id = file)
  and not exists (select 1 from cases_signal where case_id = file)
  and not exists (select 1 from cases_disclosure where case_id = file)
  and not exists (select 1 from cases_agendaitem where case_id = file)
  and not exists (select 1 from cases_minutesline where case_id = file) $$;

-- The newest version in force of a regime.
create or replace function cases_newest_regime(wanted text) returns cases_regime
language sql stable set search_path = pg_catalog, public, pg_temp
as $$ select r.* from cases_regime r where r.code = wanted and r.valid_from <= acting_today()
  order by r.version desc limit 1 $$;

-- May this open file of mine go to this regime: nothing was brought in, and everybody who takes part
-- is admitted there too?
create or replace function cases_regime_is_free(file uuid, wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select cases_untouched(file) and (cases_newest_regime(wanted)).code is not null
    and exists (select 1 from cases_case c where c.id = file and c.regime <> wanted)
    and not exists (select 1 from cases_participation p
      join access_organisation o on o.id = p.organisation_id
      where p.case_id = file and p.valid_until is null and (p.ends_at is null or p.ends_at > now())
        and o.kind <> 'municipality' and not (cases_newest_regime(wanted)).kinds ? o.kind::text)
$$;

-- Ask for another regime: by who holds a seat, with grounds. Says whether it was asked.
create or replace function cases_ask_regime(key uuid, file uuid, wanted text, why text,
  until timestamptz) returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if acting_purpose() is distinct from 'cases' or file not in (select cases_open_files())
    or file not in (select cases_seated_files()) or length(trim(why)) < 10
    or not cases_regime_is_free(file, wanted)
  then return false; end if;
  insert into cases_regimerequest (id, case_id, from_regime, to_regime, grounds, requested_by_id,
    requested_at, due_at, reason) select key, c.id, c.regime, wanted, why, acting_user(), now(),
    until, '' from cases_case c where c.id = file;
  return true;
end $$;

-- Does this acting hold a seat in the case that the regime asked for names for deciding?
create or replace function cases_may_decide_regime(file uuid, wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select file in (select cases_open_files()) and exists (select 1 from cases_seat s
    where s.case_id = file and s.holder_id = acting_user()
      and s.organisation_id = acting_organisation() and s.accepted_at is not null
      and s.ended_at is null and (cases_newest_regime(wanted)).decides ? s.role::text)
$$;

-- Decide on what another asked; a yes moves the case, while it is still free to go. Says whether it
-- was decided.
create or replace function cases_decide_regime(key uuid, request uuid, yes boolean, why text)
returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare asked cases_regimerequest;
begin
  select r.* into asked from cases_regimerequest r where r.id = request for update;
  perform 1 from cases_case c where c.id = asked.case_id for update;
  if asked.id is null or asked.decided_at is not null
    or not cases_may_decide_regime(asked.case_id, asked.to_regime)
    or cases_same_person(asked.requested_by_id, acting_user())
    or yes and not cases_regime_is_free(asked.case_id, asked.to_regime)
    or not yes and length(trim(why)) = 0
  then return false; end if;
  update cases_regimerequest set decided_at = now(), decided_by_id = acting_user(), granted = yes,
    reason = why where id = request;
  if yes then
    insert into cases_regimechange (id, case_id, request_id, from_regime, to_regime, reason,
      decided_by_id, decided_at) values (key, asked.case_id, asked.id, asked.from_regime,
      asked.to_regime, asked.grounds, acting_user(), now());
    update cases_case set regime = asked.to_regime, version = version + 1
      where id = asked.case_id;
  end if;
  return true;
end $$;

alter function cases_untouched(uuid) owner to baken_acting;
alter function cases_newest_regime(text) owner to baken_acting;
alter function cases_regime_is_free(uuid, text) owner to baken_acting;
alter function cases_ask_regime(uuid, uuid, text, text, timestamptz) owner to baken_acting;
alter function cases_may_decide_regime(uuid, text) owner to baken_acting;
alter function cases_decide_regime(uuid, uuid, boolean, text) owner to baken_acting;
alter function cases_received() owner to baken_acting;
alter function cases_handed() owner to baken_acting;
alter function cases_handed_documents() owner to baken_acting;
alter function cases_passes_on(uuid, uuid, uuid) owner to baken_acting;
alter function cases_may_ask_for(uuid, uuid, uuid, text) owner to baken_acting;
alter function cases_disclosure_open(uuid, uuid) owner to baken_acting;
alter function cases_may_decide(uuid, uuid, uuid, boolean) owner to baken_acting;
alter function cases_may_cross(cases_disclosed) owner to baken_acting;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'cases\_%'
  loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to baken_app, baken_acting', f);
  end loop;
end $$;
