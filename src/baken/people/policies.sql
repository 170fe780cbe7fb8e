-- Who is on a case sees who has which role in it; a name, only while it is being revealed.
alter table people_involvement enable row level security;
alter table people_involvement force row level security;
grant select, insert, delete on people_involvement to baken_app;
grant update (role, shielded_identity, shielded_address) on people_involvement to baken_app;
grant select on people_involvement to baken_acting;
create policy "roles in the cases I am on" on people_involvement for select to baken_app
  using (file_id in (select acting_files()));
create policy "members bring people into their case" on people_involvement for insert
  to baken_app with check (file_id in (select acting_files())
    and organisation_id = (select acting_organisation())
    and people_may_link(person_id, company_id));
create policy "the function that asks whether someone is known here" on people_involvement
  for select to baken_acting using (true);
create policy "who brought someone in shields or corrects the role" on people_involvement
  for update to baken_app using (file_id in (select acting_files())
    and organisation_id = (select acting_organisation()));
create policy "the nightly run sees roles" on people_involvement for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes roles" on people_involvement for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table people_person enable row level security;
alter table people_person force row level security;
grant select, insert, delete on people_person to baken_app;
create policy "persons in the cases I am on" on people_person for select to baken_app
  using (id in (select person_id from people_involvement
    where file_id in (select acting_files())));
create policy "who works on cases adds persons" on people_person for insert to baken_app
  with check ((select acting_purpose()) = 'cases'
    and organisation_id = (select acting_organisation()));
create policy "the nightly run sees persons" on people_person for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes persons" on people_person for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- A join, an export or a forgotten filter shows no name: only one person at a time, on purpose.
alter table people_identity enable row level security;
alter table people_identity force row level security;
grant select, insert, update, delete on people_identity to baken_app;
create policy "the one name that is being revealed" on people_identity for select to baken_app
  using (person_id = (select people_revealed()) and person_id in (
    select person_id from people_involvement where file_id in (select acting_files())
      and (not shielded_identity or organisation_id = (select acting_organisation()))));
create policy "who works on cases adds names" on people_identity for insert to baken_app
  with check ((select acting_purpose()) = 'cases'
    and people_may_link(person_id, null));
create policy "who brought someone in corrects the name that is revealed" on people_identity
  for update to baken_app using (person_id = (select people_revealed()) and person_id in (
    select person_id from people_involvement where file_id in (select acting_files())
      and organisation_id = (select acting_organisation())));
create policy "the nightly run sees names as rows" on people_identity for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes names" on people_identity for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table people_address enable row level security;
alter table people_address force row level security;
grant select, insert, delete on people_address to baken_app;
create policy "the one address that is being revealed" on people_address for select to baken_app
  using (person_id = (select people_revealed()) and person_id in (
    select person_id from people_involvement where file_id in (select acting_files())
      and ((not shielded_address and not shielded_identity)
        or organisation_id = (select acting_organisation()))));
create policy "who works on cases adds addresses" on people_address for insert to baken_app
  with check ((select acting_purpose()) = 'cases'
    and people_may_link(person_id, null));
create policy "the nightly run sees addresses as rows" on people_address for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes addresses" on people_address for delete to baken_app
  using ((select acting_job()) = 'retention.run');

-- Blind indexes of names and addresses: nobody lists them; one function of cases asks.
alter table people_mark enable row level security;
alter table people_mark force row level security;
grant select, insert, delete on people_mark to baken_app;
grant select on people_mark to baken_acting;
create policy "the function that asks whether someone is known elsewhere" on people_mark
  for select to baken_acting using (true);
create policy "who works on cases adds marks" on people_mark for insert to baken_app
  with check ((select acting_purpose()) = 'cases'
    and people_may_link(person_id, null));
create policy "who corrects a name sees its marks" on people_mark for select to baken_app
  using (person_id = (select people_revealed()) and person_id in (
    select person_id from people_involvement where file_id in (select acting_files())
      and organisation_id = (select acting_organisation())));
create policy "who corrects a name takes its marks away" on people_mark for delete to baken_app
  using (person_id = (select people_revealed()) and person_id in (
    select person_id from people_involvement where file_id in (select acting_files())
      and organisation_id = (select acting_organisation())));
create policy "the nightly run sees marks as rows" on people_mark for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes marks" on people_mark for delete to baken_app
  using ((select acting_job()) = 'retention.run');

alter table people_company enable row level security;
alter table people_company force row level security;
grant select, insert, delete on people_company to baken_app;
create policy "companies in the cases I am on" on people_company for select to baken_app
  using (id in (select company_id from people_involvement
    where file_id in (select acting_files())
      and (not shielded_identity or organisation_id = (select acting_organisation()))));
create policy "who works on cases adds companies" on people_company for insert to baken_app
  with check ((select acting_purpose()) = 'cases'
    and organisation_id = (select acting_organisation()));
create policy "the nightly run sees companies" on people_company for select to baken_app
  using ((select acting_job()) = 'retention.run');
create policy "the nightly run removes companies" on people_company for delete to baken_app
  using ((select acting_job()) = 'retention.run');
