-- The area of the desk that acts: '' for the whole city, a wijk or buurt, null when it is no desk.
create or replace function reports_desk_area() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select a.area::text from acting_assignment() a
  where a.purpose = 'reports'
$$;
alter function reports_desk_area() owner to baken_acting;

-- Reports that are part of a file on which this acting, of the municipality, is a full member.
create or replace function reports_handed_over() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select h.report_id from reports_handover h
  where acting_is_municipality() and h.file_id in (select acting_files())
$$;
alter function reports_handed_over() owner to baken_acting;

-- Search by words and within a drawn shape, newest first, at most `most` ids. It applies the desk's
-- own rule, so that it tells nothing about reports that the caller may not see. `wanted` holds the
-- filters that count: states, categories, wijk_code or buurt_code, holder, unheld, language, source,
-- photos, late, shape.
create or replace function reports_search(term text, wanted jsonb, most integer)
returns table (id uuid, received_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  area text := reports_desk_area();
  asked tsquery := websearch_to_tsquery('dutch', term);
  states text[] := array(select jsonb_array_elements_text(wanted -> 'states'));
  categories uuid[] := array(select jsonb_array_elements_text(wanted -> 'categories')::uuid);
  filters text := '';
begin
  if area is null or (numnode(asked) = 0 and not wanted ? 'shape') then return; end if;
  if numnode(asked) > 0 then filters := filters || ' and c.words @@ $1'; end if;
  if area <> '' then filters := filters || ' and $2 in (r.wijk_code, r.buurt_code)'; end if;
  filters := filters || case when wanted ? 'states' then ' and r.state = any ($3)'
    else ' and r.state <> ''hidden''' end;
  if wanted ? 'categories' then filters := filters || ' and r.category_id = any ($4)'; end if;
  if wanted ? 'wijk_code' then filters := filters || ' and r.wijk_code = $5->>''wijk_code'''; end if;
  if wanted ? 'buurt_code' then
    filters := filters || ' and r.buurt_code = $5->>''buurt_code''';
  end if;
  if wanted ? 'holder' then
    filters := filters || ' and r.assigned_to_id = ($5->>''holder'')::uuid';
  end if;
  if wanted ? 'team' then filters := filters || ' and r.team_id = ($5->>''team'')::uuid'; end if;
  if wanted ? 'unheld' then filters := filters || ' and r.assigned_to_id is null'; end if;
  if wanted ? 'language' then filters := filters || ' and r.language = $5->>''language'''; end if;
  if wanted ? 'source' then filters := filters || ' and r.source = $5->>''source'''; end if;
  if wanted ? 'photos' then filters := filters || ' and r.has_photos'; end if;
  if wanted ? 'late' then
    filters := filters || ' and r.due_at < now() and r.state <> ''waiting_reporter''';
  end if;
  if wanted ? 'shape' then
    filters := filters || ' and exists (select from reports_place p where p.report_id = r.id
      and ($5->>''shape'')::polygon @> point(p.lon, p.lat))';
  end if;
  return query execute format('select r.id, r.received_at from reports_report r
    join reports_content c on c.report_id = r.id
    where true %s order by r.received_at desc, r.id desc limit $6', filters)
    using asked, area, states, categories, wanted, most;
end $$;
alter function reports_search(text, jsonb, integer) owner to baken_search;

-- How many reports in the desk's area nobody has read yet, are worked on, and wait for the resident;
-- each at most `most`. One index tells: by the wall's own rule every row is looked up.
create or replace function reports_waiting(most integer)
returns table (unread bigint, working bigint, asked bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
declare area text := reports_desk_area();
begin
  return query select
    (select count(*) from (select from reports_report r where r.state in ('received', 'reading')
      and r.due_at is not null and area in ('', r.wijk_code, r.buurt_code) limit most) unread),
    (select count(*) from (select from reports_report r where r.state in ('working', 'planned')
      and r.due_at is not null and area in ('', r.wijk_code, r.buurt_code) limit most) working),
    (select count(*) from (select from reports_report r where r.state in ('waiting_reporter', 'waiting_partner')
      and r.due_at is not null and area in ('', r.wijk_code, r.buurt_code) limit most) asked);
end $$;
alter function reports_waiting(integer) owner to baken_search;

-- Reports that may be about the same as this one: of these kinds, in the same buurt, at most `span`
-- apart. Of the newest twenty the nearest three within 250 metres, to ten metres on a flat city;
-- those without a point last. It applies the desk's own rule to both sides, as the search does.
-- Each kind is read along its index, so that a million reports cost what a thousand do, and planned
-- once: planning costs more than reading.
create or replace function reports_alike(one uuid, kinds uuid[], span interval)
returns table (id uuid, number text, title text, state text, received_at timestamptz,
  metres integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan
as $$
  with here as (
    select r.buurt_code, r.received_at, p.lat, p.lon, area
    from reports_desk_area() area, reports_report r left join reports_place p on p.report_id = r.id
    where r.id = one and r.buurt_code <> '' and area in ('', r.wijk_code, r.buurt_code)
  ), others as (
    select r.* from here, unnest(kinds) kind, lateral (
      select o.id, o.number, o.title, o.state, o.received_at from reports_report o
      where o.buurt_code = here.buurt_code and o.category_id = kind and o.id <> one
        and o.state <> 'hidden' and o.received_at between here.received_at - span and here.received_at + span
        and here.area in ('', o.wijk_code, o.buurt_code)
      order by o.received_at desc limit 20) r
    order by r.received_at desc limit 20
  ), apart as (
    select o.*, (round(sqrt(((here.lat - p.lat) * 111250) ^ 2
      + ((here.lon - p.lon) * 111250 * cos(radians(here.lat))) ^ 2) / 10) * 10)::integer as metres
    from here, others o left join reports_place p on p.report_id = o.id
  )
  select a.id, a.number, a.title, a.state, a.received_at, a.metres from apart a
  where a.metres is null or a.metres <= 250 order by a.metres nulls last, a.received_at desc limit 3
$$;
alter function reports_alike(uuid, uuid[], interval) owner to baken_search;

-- Is this the key of a report? A case does not take one: on it would come what is of the report.
create or replace function reports_is_report(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select 1 from reports_report where id = wanted) $$;
alter function reports_is_report(uuid) owner to baken_search;

revoke execute on function reports_is_report(uuid) from public;
grant execute on function reports_is_report(uuid) to baken_app;
revoke execute on function reports_desk_area(), reports_handed_over(),
  reports_alike(uuid, uuid[], interval), reports_waiting(integer),
  reports_search(text, jsonb, integer) from public;
grant execute on function reports_desk_area(), reports_handed_over() to baken_app, baken_search;
grant execute on function reports_alike(uuid, uuid[], interval), reports_waiting(integer),
  reports_search(text, jsonb, integer) to baken_app;

-- A resident replies, opens an answered report again, or withdraws, and changes nothing else: no
-- policy can compare a row with what it was, and the terms count working days, which the program
-- knows. So here only that they are not moved forward.
create or replace function reports_resident_turn() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  kept boolean := (new.category_id, new.assigned_to_id, new.team_id, new.urgent, new.formal,
      new.version)
    is not distinct from (old.category_id, old.assigned_to_id, old.team_id, old.urgent,
      old.formal, old.version + 1);
  same boolean := (new.result, new.read_due_at) is not distinct from (old.result, old.read_due_at);
begin
  if kept and (case
    when new.state = 'withdrawn' then same and new.answer_due_at = old.answer_due_at
      and old.due_at is not null
      and new.due_at is null and new.closed_at is not null
    when old.state = 'waiting_reporter' and new.state = 'working' then same
      and new.closed_at is null and new.answer_due_at >= old.answer_due_at
      and new.due_at = new.answer_due_at
    when old.state = 'hidden' and new.state = 'reading' then same
      and new.answer_due_at = old.answer_due_at
      and new.closed_at is null and new.due_at = new.read_due_at
    when old.state = 'answered' and new.state = 'reading' then new.result = ''
      and new.closed_at is null and new.read_due_at > now() and new.answer_due_at > now()
      and new.due_at = new.read_due_at
    else false end)
  then return new; end if;
  raise exception 'a resident only replies or withdraws' using errcode = 'insufficient_privilege';
end $$;
revoke execute on function reports_resident_turn() from public;
create or replace trigger resident_turn before update on reports_report for each row
  when (starts_with(current_setting('baken.acting', true), 'resident:'))
  execute function reports_resident_turn();
