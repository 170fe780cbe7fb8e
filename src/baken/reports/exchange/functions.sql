-- The kinds of which other software may hear: of public space, and nobody is in danger when it is
-- guessed who reported. The one place that decides it; Python reads it too (exchange/kinds.py).
create or replace function reports_public_kinds() returns setof uuid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select c.id from reports_category c
  where c.public and not c.careful and c.parent_id is not null
$$;

-- Of these it may also bring reports: 'something else' is read by the desk and shown to nobody.
create or replace function reports_open_kinds() returns setof uuid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$ select reports_public_kinds()
  union all select c.id from reports_category c where c.code = 'other.else' and not c.careful $$;

-- The fingerprint of the key with which this acting came, and the key itself while it is valid.
create or replace function reports_came_by() returns text language sql stable parallel safe
return nullif(split_part(acting_setting(), ':',
  case acting_kind() when 'key' then 2 when 'resident' then 3 else 9 end), '');

create or replace function reports_acting_key() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select k.id from reports_key k where k.key_hash = reports_came_by() and k.ends_at > now() $$;
alter function reports_acting_key() owner to baken_acting;

create or replace function reports_key_files() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from reports_key k
  where k.key_hash = reports_came_by() and k.ends_at > now() and k.may_file) $$;
alter function reports_key_files() owner to baken_acting;

-- Whose key this is, what it may, and how often it was used this minute. Only the day is kept.
create or replace function reports_use_key(secret text)
returns table (id uuid, title text, may_file boolean, may_follow boolean, used integer)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query update reports_key k set used_on = acting_today(),
      minute = date_trunc('minute', now()), in_minute = case
        when k.minute = date_trunc('minute', now()) then k.in_minute + 1 else 1 end
    where k.key_hash = secret and k.ends_at > now()
    returning k.id, k.title::text, k.may_file, k.may_follow, k.in_minute;
end $$;
alter function reports_use_key(text) owner to baken_acting;

-- The report behind a number, for the key by which it was filed; nothing for any other.
create or replace function reports_filed_here(wanted text) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select r.id from reports_report r join reports_arrival a on a.report_id = r.id
  where r.number = wanted and a.key_id = reports_acting_key()
    and r.category_id in (select reports_open_kinds())
$$;
alter function reports_filed_here(text) owner to baken_search;

-- What everyone may know of reports of public space: kind, state, day, and a place of 100 metres
-- about which at least five addresses lie, or none at all; else only the buurt. From the day after
-- the day on which it came in. A key that may follow sees what it filed itself at once. `changed`
-- is the day on which it was closed. Days are all
-- that it asks and tells: a moment can be probed. With `by_end` the days are those of closing.
create or replace function reports_public(
  numbers text[], kinds uuid[], since date, until date, open boolean, by_end boolean,
  most integer, skip integer)
returns table (number text, category_id uuid, state text, result text, requested date,
  changed date, due date, lat float8, lon float8, buurt_code text, wijk_code text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with mine as (
    select k.id from reports_key k where k.id = reports_acting_key() and k.may_follow
  ), shown as (
    select r.id, r.number, r.category_id, r.state, r.result, r.received_at, r.closed_at,
      r.answer_due_at, r.buurt_code, r.wijk_code
    from reports_report r
    where r.category_id in (select reports_public_kinds()) and r.source <> 'import'
      and r.door <> 'confidential' and r.state not in ('withdrawn', 'hidden')
      and (numbers is null or r.number = any (numbers))
      and (kinds is null or r.category_id = any (kinds))
      and (not by_end or r.closed_at is not null)
      and (since is null or case when by_end then r.closed_at else r.received_at end
        >= (since::timestamp at time zone 'Europe/Amsterdam'))
      and (until is null or case when by_end then r.closed_at else r.received_at end
        < ((until + 1)::timestamp at time zone 'Europe/Amsterdam'))
      and (open is null or open = (r.state <> 'answered'))
      and (r.received_at < ((acting_today() - 1)::timestamp at time zone 'Europe/Amsterdam')
        or r.id in (select a.report_id from reports_arrival a, mine where a.key_id = mine.id))
    order by (r.received_at at time zone 'Europe/Amsterdam')::date desc, r.number
    limit most offset skip
  ), placed as (
    select s.*, floor(p.lat * 1112.5) as y, floor(p.lon * 690) as x
    from shown s left join reports_place p on p.report_id = s.id
  ), lonely as (
    select floor(g.lat * 1112.5) as y, floor(g.lon * 690) as x from geo_address g
    where exists (select 1 from placed) and g.current group by 1, 2 having count(*) < 5
  )
  select s.number, s.category_id, s.state, s.result,
    (s.received_at at time zone 'Europe/Amsterdam')::date,
    (coalesce(s.closed_at, s.received_at) at time zone 'Europe/Amsterdam')::date,
    (s.answer_due_at at time zone 'Europe/Amsterdam')::date,
    case when l.x is null then (s.y + 0.5) / 1112.5 end,
    case when l.x is null then (s.x + 0.5) / 690 end, s.buurt_code, s.wijk_code
  from placed s left join lonely l on l.x = s.x and l.y = s.y
  order by 5 desc, 1
$$;
alter function reports_public(text[], uuid[], date, date, boolean, boolean, integer, integer)
  owner to baken_search;

revoke execute on function reports_public_kinds(), reports_open_kinds(), reports_came_by(),
  reports_acting_key(), reports_key_files(), reports_use_key(text), reports_filed_here(text),
  reports_public(text[], uuid[], date, date, boolean, boolean, integer, integer) from public;
grant execute on function reports_public_kinds(), reports_open_kinds(), reports_came_by(),
  reports_acting_key() to baken_app, baken_search, baken_acting;
grant execute on function reports_key_files(), reports_use_key(text), reports_filed_here(text),
  reports_public(text[], uuid[], date, date, boolean, boolean, integer, integer) to baken_app;
