-- The ledger of releases: what left is public, and so is what was withheld and why. Rows are only
-- added: by the job that counts, and, for what a paper repeats, by who shares it.
alter table programme_release enable row level security;
alter table programme_release force row level security;
grant select, insert on programme_release to baken_app;
create policy "when and where numbers were released is public" on programme_release for select
  to baken_app using (true);
create policy "the job that counts releases" on programme_release for insert to baken_app
  with check ((select acting_job()) = 'programme.measure' and channel <> 'paper');
create policy "who shares a paper releases what it prints" on programme_release for insert
  to baken_app with check ((select acting_purpose()) = 'programme' and channel = 'paper'
    and refused = '' and edition_id in (select id from programme_edition));

alter table programme_cell enable row level security;
alter table programme_cell force row level security;
grant select, insert on programme_cell to baken_app;
grant select on programme_cell to baken_figures;
create policy "released numbers are public" on programme_cell for select to baken_app using (true);
create policy "the function that knows what was said" on programme_cell for select
  to baken_figures using (true);
create policy "the job that counts writes what it releases" on programme_cell for insert
  to baken_app with check ((select acting_job()) = 'programme.measure'
    and release_id in (select id from programme_release where channel <> 'paper'));
create policy "who shares a paper repeats what was released" on programme_cell for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    and release_id in (select id from programme_release where channel = 'paper')
    and programme_said(name, year::int, period, part, amount, least, withheld));

-- The secrets that open commitments to withheld numbers: written by who counts, read only by who
-- opens a paper inside, removed with the exact counts. Nobody changes one.
alter table programme_opening enable row level security;
alter table programme_opening force row level security;
grant select, insert, delete on programme_opening to baken_app;
create policy "who opens a paper inside reads its secrets" on programme_opening for select
  to baken_app using ((select acting_job()) = 'programme.open');
create policy "the job that counts keeps the secrets" on programme_opening for insert
  to baken_app with check ((select acting_job()) = 'programme.measure'
    and exists (select 1 from programme_cell c
      where c.id = programme_opening.cell_id and c.withheld <> ''));
create policy "the nightly run sees what is due" on programme_opening for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes what is due" on programme_opening for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- The public keys under which papers were signed. Only added to.
alter table programme_signingkey enable row level security;
alter table programme_signingkey force row level security;
grant select, insert on programme_signingkey to baken_app;
create policy "everyone may know whose signature it is" on programme_signingkey for select
  to baken_app using (true);
create policy "who composes publishes the key it is signed with" on programme_signingkey
  for insert to baken_app with check ((select acting_purpose()) = 'programme');
