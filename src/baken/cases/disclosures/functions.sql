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

-- Decide that a case runs under another regime: by who holds a seat that the new one names, with a
-- reason, while nothing was brought in and everybody who takes part is admitted there too.
create or replace function cases_change_regime(key uuid, file uuid, wanted text, why text)
returns boolean language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare new cases_regime; was text;
begin
  select r.* into new from cases_regime r where r.code = wanted and r.valid_from <= acting_today()
    order by r.version desc limit 1;
  select c.regime into was from cases_case c where c.id = file for update;
  if new.code is null or was = wanted or length(trim(why)) < 10
    or acting_purpose() is distinct from 'cases' or file not in (select cases_open_files())
    or not cases_untouched(file)
    or not exists (select 1 from cases_seat s where s.case_id = file
      and s.holder_id = acting_user() and s.organisation_id = acting_organisation()
      and s.accepted_at is not null and s.ended_at is null and new.decides ? s.role::text)
    or exists (select 1 from cases_participation p
      join access_organisation o on o.id = p.organisation_id
      where p.case_id = file and p.valid_until is null and (p.ends_at is null or p.ends_at > now())
        and o.kind <> 'municipality' and not new.kinds ? o.kind::text)
  then return false; end if;
  insert into cases_regimechange (id, case_id, from_regime, to_regime, reason, decided_by_id,
    decided_at) values (key, file, was, wanted, why, acting_user(), now());
  update cases_case set regime = wanted, version = version + 1 where id = file;
  return true;
end $$;

alter function cases_untouched(uuid) owner to baken_acting;
alter function cases_change_regime(uuid, uuid, text, text) owner to baken_acting;
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
