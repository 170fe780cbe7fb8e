-- Holds: placed by the privacy officer, or by whoever is on the file that must stay.
alter table retention_hold enable row level security;
alter table retention_hold force row level security;
grant select, insert, delete on retention_hold to baken_app;
grant update (lifted_at, lifted_by) on retention_hold to baken_app;
create policy "the privacy officer sees all holds" on retention_hold for select to baken_app
  using ((select acting_purpose()) = 'privacy' and (select acting_is_municipality()));
create policy "who is on a file sees its holds" on retention_hold for select to baken_app
  using (object_id in (select acting_files()));
create policy "the nightly run obeys holds" on retention_hold for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run forgets holds that were lifted" on retention_hold for delete
  to baken_app using ((select acting_job()) = 'retention.run' and lifted_at is not null);
create policy "the privacy officer places holds" on retention_hold for insert to baken_app
  with check ((select acting_purpose()) = 'privacy' and (select acting_is_municipality())
    and placed_by = (select acting_user()));
create policy "the municipality's people place holds on their files" on retention_hold
  for insert to baken_app with check ((select acting_is_municipality())
    and object_id in (select acting_files()) and placed_by = (select acting_user()));
create policy "the privacy officer lifts holds" on retention_hold for update to baken_app
  using ((select acting_purpose()) = 'privacy' and (select acting_is_municipality()))
  with check (lifted_by = (select acting_user()));

-- Runs, counts and certificates hold no personal data: numbers, rules and hashes.
alter table retention_run enable row level security;
alter table retention_run force row level security;
grant select, insert, delete on retention_run to baken_app;
grant update (finished_at, removed, failed) on retention_run to baken_app;
create policy "privacy officer and administrator see the runs" on retention_run for select
  to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run" on retention_run for all to baken_app
  using ((select acting_job()) = 'retention.run');

alter table retention_plan enable row level security;
alter table retention_plan force row level security;
grant select, insert, delete on retention_plan to baken_app;
create policy "privacy officer and administrator see what would go" on retention_plan for select
  to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run counts" on retention_plan for all to baken_app
  using ((select acting_job()) = 'retention.run');

alter table retention_certificate enable row level security;
alter table retention_certificate force row level security;
grant select, insert on retention_certificate to baken_app;
create policy "privacy officer and administrator see the certificates" on retention_certificate
  for select to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run reads the last certificate" on retention_certificate for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "the nightly run certifies" on retention_certificate for insert to baken_app
  with check ((select acting_job()) = 'retention.run');

-- Keys of what was removed, so that a backup that is put back can be cleaned of it.
alter table retention_erasure enable row level security;
alter table retention_erasure force row level security;
grant select, insert, delete on retention_erasure to baken_app;
create policy "the nightly run lists what it removed" on retention_erasure for all to baken_app
  using ((select acting_job()) = 'retention.run');

-- Files go only from a list that two people stood behind. The nightly run gathers and carries out;
-- what is on a list never changes once somebody put it forward, except that items go or fall off.
alter table retention_list enable row level security;
alter table retention_list force row level security;
grant select, insert, delete on retention_list to baken_app;
grant update (ended_at) on retention_list to baken_app;
create policy "privacy officer and administrator see the lists" on retention_list for select
  to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run sees the lists" on retention_list for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run makes lists" on retention_list for insert to baken_app
  with check ((select acting_job()) = 'retention.run');
create policy "the nightly run ends lists" on retention_list for update to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run forgets drafts, and lists that ended" on retention_list for delete
  to baken_app using ((select acting_job()) = 'retention.run' and (ended_at is not null
    or not exists (select from retention_proposal p where p.list_id = retention_list.id)));

alter table retention_item enable row level security;
alter table retention_item force row level security;
grant select, insert, delete on retention_item to baken_app;
grant update (off_at, off_because, removed_at) on retention_item to baken_app;
create policy "privacy officer and administrator see what is on a list" on retention_item
  for select to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run sees what is on a list" on retention_item for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run fills a draft" on retention_item for insert to baken_app
  with check ((select acting_job()) = 'retention.run'
    and not exists (select from retention_proposal p where p.list_id = retention_item.list_id));
create policy "the nightly run says what became of it" on retention_item for update to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run forgets what was on drafts and on lists that ended"
  on retention_item for delete to baken_app using ((select acting_job()) = 'retention.run'
    and (not exists (select from retention_proposal p where p.list_id = retention_item.list_id)
      or exists (select from retention_list l where l.id = retention_item.list_id
        and l.ended_at is not null)));

alter table retention_proposal enable row level security;
alter table retention_proposal force row level security;
grant select, insert, delete on retention_proposal to baken_app;
grant update (decided_by, decided_as, decided_at, approved, reason)
  on retention_proposal to baken_app;
create policy "privacy officer and administrator see who put a list forward"
  on retention_proposal for select to baken_app
  using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()));
create policy "the nightly run sees what was approved" on retention_proposal for select
  to baken_app using ((select acting_job()) = 'retention.run');
create policy "privacy officer and administrator put a list forward" on retention_proposal
  for insert to baken_app with check ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()) and proposed_by = (select acting_user())
    and proposed_as = (select acting_capacity()) and decided_by is null);
create policy "another than who put it forward decides, once" on retention_proposal for update
  to baken_app using ((select acting_purpose()) in ('privacy', 'administration')
    and (select acting_is_municipality()) and decided_by is null
    and proposed_by <> (select acting_user()))
  with check (decided_by = (select acting_user()) and decided_as = (select acting_capacity()));
create policy "the nightly run forgets proposals of lists that ended" on retention_proposal
  for delete to baken_app using ((select acting_job()) = 'retention.run'
    and exists (select from retention_list l where l.id = retention_proposal.list_id
      and l.ended_at is not null));
