-- Clusters by place. The nightly count writes them; the desk of the area reads them, and says
-- that it has looked.
alter table reports_cluster enable row level security;
alter table reports_cluster force row level security;
grant select on reports_cluster to baken_app;
grant update (seen_at, seen_by_id, why) on reports_cluster to baken_app;
grant delete on reports_cluster to baken_app;
grant select, insert, update, delete on reports_cluster to baken_search;
create policy "the function that counts" on reports_cluster to baken_search
  using (true) with check (true);
create policy "the desk reads the clusters of its area" on reports_cluster for select to baken_app
  using ((select reports_desk_area()) in ('', wijk_code, buurt_code));
create policy "the desk says that it has looked" on reports_cluster for update to baken_app
  using ((select reports_desk_area()) in ('', wijk_code, buurt_code))
  with check ((select reports_desk_area()) in ('', wijk_code, buurt_code)
    and seen_by_id = (select acting_user()));
create policy "the nightly run sees clusters" on reports_cluster for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes" on reports_cluster for delete to baken_app
  using ((select acting_job()) = 'retention.run');
