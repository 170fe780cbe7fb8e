-- What comes by others' software is of a kind that is open to it. No key and no form gets past this.
create policy "other software brings only kinds that are open to it" on reports_report
  as restrictive for insert to baken_app with check (source <> 'api'
    or category_id in (select reports_open_kinds()));
-- Who came by a key: it must be one that may file now, and what it brings bears its mark.
create policy "a key that may not file brings nothing" on reports_report
  as restrictive for insert to baken_app with check ((select reports_came_by()) is null
    or ((select reports_key_files()) and source = 'api'));
grant select on geo_address to baken_search;
grant select on reports_category to baken_search;

-- Keys of other software: made, seen and ended by the administrator; used through a function.
alter table reports_key enable row level security;
alter table reports_key force row level security;
grant select, insert, delete on reports_key to baken_app;
grant update (ends_at) on reports_key to baken_app;
grant select, update on reports_key to baken_acting;
grant select on reports_key to baken_search;
create policy "the functions that use a key" on reports_key for select to baken_acting
  using (true);
create policy "the function that notes that a key was used" on reports_key for update
  to baken_acting using (true) with check (true);
create policy "the function that shows what a key filed" on reports_key for select
  to baken_search using (true);
create policy "the administrator sees keys of other software" on reports_key for select
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the administrator makes keys of other software" on reports_key for insert
  to baken_app with check ((select acting_capacity()) = 'administrator'
    and made_by_id = (select acting_user()));
create policy "the administrator ends keys of other software" on reports_key for update
  to baken_app using ((select acting_capacity()) = 'administrator');
create policy "the nightly run sees keys of other software" on reports_key for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes keys of other software" on reports_key for delete
  to baken_app using ((select acting_job()) = 'retention.run');

-- That a report came from elsewhere, and its number there.
alter table reports_arrival enable row level security;
alter table reports_arrival force row level security;
grant select, insert, delete on reports_arrival to baken_app;
grant select on reports_arrival to baken_search;
create policy "the functions that show what a key filed" on reports_arrival for select
  to baken_search using (true);
create policy "whoever sees the report sees where it came from" on reports_arrival for select
  to baken_app using (exists (select 1 from reports_report r where r.id = report_id));
create policy "who reports by other software says so" on reports_arrival for insert
  to baken_app with check ((select acting_token()) is not null
    and key_id is not distinct from (select reports_acting_key())
    and exists (select 1 from reports_report r where r.id = report_id and r.source = 'api'));
create policy "the nightly run removes" on reports_arrival for delete
  to baken_app using ((select acting_job()) = 'retention.run');
