-- Counts anew, and writes what stands out: at least four in four weeks, and at least twice as many
-- as in the twelve weeks before, week by week. A place that somebody looked at comes back when two
-- more were reported there. Place, time and kind are all that is looked at. Only for its own job.
create or replace function reports_find_clusters() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  moment timestamptz := now();
  found_now integer;
begin
  if acting_job() is distinct from 'reports.clusters' then
    raise insufficient_privilege using message = 'clusters are counted by their own job';
  end if;
  insert into reports_cluster as s (id, main, "row", "column", wijk_code, buurt_code, recent, before,
      found_at)
  select gen_random_uuid(), split_part(c.code, '.', 1), floor(p.lat * 1112.5)::integer,
    floor(p.lon * 690)::integer, min(r.wijk_code), min(r.buurt_code),
    count(*) filter (where r.received_at >= moment - interval '4 weeks'),
    count(*) filter (where r.received_at < moment - interval '4 weeks'), moment
  from reports_report r
  join reports_category c on c.id = r.category_id
  join reports_place p on p.report_id = r.id and p.lat is not null
  where r.received_at >= moment - interval '16 weeks' and r.state not in ('withdrawn', 'hidden', 'joined')
  group by 2, 3, 4
  having count(*) filter (where r.received_at >= moment - interval '4 weeks') >= 4
    and 3 * count(*) filter (where r.received_at >= moment - interval '4 weeks')
      >= 2 * count(*) filter (where r.received_at < moment - interval '4 weeks')
  on conflict (main, "row", "column") do update
    set recent = excluded.recent, before = excluded.before, found_at = excluded.found_at,
      seen_at = case when excluded.recent >= s.recent + 2 then null else s.seen_at end;
  get diagnostics found_now = row_count;
  delete from reports_cluster where found_at < moment and seen_at is null;
  return found_now;
end $$;
alter function reports_find_clusters() owner to baken_search;
revoke execute on function reports_find_clusters() from public;
grant execute on function reports_find_clusters() to baken_app;
