-- Everyone writes the trail; the privacy officer reads it, and the job that seals it.
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
grant select, insert on audit_entry to baken_app;
grant usage on sequence audit_entry_id_seq to baken_app;
create policy "every acting leaves its trace" on audit_entry for insert to baken_app
  with check ((select acting_kind()) in ('assignment', 'resident', 'public', 'job', 'key')
    and acting_kind = (select acting_kind())
    and acting_signs(user_id, organisation_id, capacity, purpose));
create policy "the privacy officer reads the trail" on audit_entry for select to baken_app
  using ((select acting_purpose()) = 'privacy');
create policy "who is on a file sees who looked at it" on audit_entry for select to baken_app
  using (object_kind in ('case', 'file') and object_id in (select acting_files()));
create policy "the jobs that seal and check it" on audit_entry for select to baken_app
  using ((select acting_job()) in ('audit.seal', 'audit.verify', 'audit.close'));

alter table audit_unsealed enable row level security;
alter table audit_unsealed force row level security;
grant select, delete on audit_unsealed to baken_app;
create policy "the owner's trigger queues" on audit_unsealed for insert to baken_owner
  with check (true);
create policy "the job that seals" on audit_unsealed for all to baken_app
  using ((select acting_job()) in ('audit.seal', 'audit.verify'));

alter table audit_seal enable row level security;
alter table audit_seal force row level security;
grant select, insert on audit_seal to baken_app;
create policy "the privacy officer reads the seals" on audit_seal for select to baken_app
  using ((select acting_purpose()) = 'privacy');
create policy "the jobs that seal and check" on audit_seal for select to baken_app
  using ((select acting_job()) in ('audit.seal', 'audit.verify', 'audit.close'));
create policy "the job that seals adds" on audit_seal for insert to baken_app
  with check ((select acting_job()) = 'audit.seal');
create policy "the owner's function sees what is sealed" on audit_seal for select
  to baken_owner using (true);

alter table audit_closed_month enable row level security;
alter table audit_closed_month force row level security;
grant select on audit_closed_month to baken_app;
create policy "the owner's function closes months" on audit_closed_month for insert
  to baken_owner with check (true);
create policy "the privacy officer and the checks read closed months" on audit_closed_month
  for select to baken_app using ((select acting_purpose()) = 'privacy'
    or (select acting_job()) in ('audit.seal', 'audit.verify', 'audit.close'));

-- Logboek Dataverwerkingen: the person is sealed in it; the user is only in the trail.
alter table audit_processing enable row level security;
alter table audit_processing force row level security;
grant select, insert on audit_processing to baken_app;
create policy "every acting logs its processing" on audit_processing for insert to baken_app
  with check ((select acting_kind()) in ('assignment', 'resident', 'public', 'job', 'key'));
create policy "the privacy officer reads the processing log" on audit_processing for select
  to baken_app using ((select acting_purpose()) = 'privacy');

-- Trigger functions of the trail: called by their triggers only.
revoke execute on function trail_queue(), trail_refuse() from public;
