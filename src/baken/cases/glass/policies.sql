-- Emergency access: written by cases_break_glass alone, ended by time, seen by who must know.
alter table cases_glass enable row level security;
alter table cases_glass force row level security;
grant select, delete on cases_glass to baken_app;
grant update (ended_at) on cases_glass to baken_app;
grant select, insert on cases_glass to baken_acting;
create policy "the functions that open in an emergency" on cases_glass for all to baken_acting
  using (true) with check (true);
create policy "what I opened myself" on cases_glass for select to baken_app
  using (user_id = (select acting_user()) and organisation_id = (select acting_organisation())
    and (select acting_purpose()) = 'cases');
create policy "who steers the case sees who opened it" on cases_glass for select to baken_app
  using (cases_steers(case_id));
create policy "the privacy officer sees who opened what" on cases_glass for select to baken_app
  using ((select acting_is_municipality()) and (select acting_purpose()) = 'privacy');
create policy "who opened it ends it early" on cases_glass for update to baken_app
  using (user_id = (select acting_user()) and organisation_id = (select acting_organisation())
    and (select acting_purpose()) = 'cases' and ended_at is null and until > now())
  with check (ended_at is not null and ended_at <= now());

alter table cases_glassreview enable row level security;
alter table cases_glassreview force row level security;
grant select, insert, delete on cases_glassreview to baken_app;
create policy "reviews of what I see" on cases_glassreview for select to baken_app
  using (glass_id in (select id from cases_glass));
create policy "another reviews: the privacy officer, or who steers the case" on cases_glassreview
  for insert to baken_app with check (reviewed_by_id = (select acting_user())
    and cases_glass_of_another(glass_id, case_id)
    and (((select acting_is_municipality()) and (select acting_purpose()) = 'privacy')
      or cases_steers(case_id)));

-- Nothing is written through the glass: a look is no seat. Every table that names a file.
do $$
declare found record;
begin
  for found in
    select c.relname, a.attname from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname in ('case_id', 'file_id')
      and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relname <> 'cases_glass'
  loop
    execute format('create policy "nothing comes in through the glass" on %I as restrictive '
      'for insert to baken_app with check (%I is null or %I not in (select acting_opened()))',
      found.relname, found.attname, found.attname);
    execute format('create policy "nothing changes through the glass" on %I as restrictive '
      'for update to baken_app using (%I is null or %I not in (select acting_opened()))',
      found.relname, found.attname, found.attname);
  end loop;
end $$;
create policy "nobody carries a case on through the glass" on cases_case as restrictive
  for update to baken_app using (id not in (select acting_opened()));
create policy "nobody corrects a name through the glass" on people_identity as restrictive
  for update to baken_app using (person_id not in (select i.person_id from people_involvement i
    where i.file_id in (select acting_opened()) and i.person_id is not null));
