-- Exercises: everyone their own.
alter table cases_practice enable row level security;
alter table cases_practice force row level security;
grant select, insert, delete on cases_practice to baken_app;
grant update (ended_at) on cases_practice to baken_app;
create policy "my own exercises" on cases_practice for select to baken_app
  using (user_id = (select acting_user()) and (select acting_purpose()) = 'cases');
create policy "who works on cases begins an exercise on a practice case" on cases_practice
  for insert to baken_app with check (user_id = (select acting_user())
    and (select acting_purpose()) = 'cases' and case_id in (select cases_open_files())
    and exists (select 1 from cases_case c where c.id = case_id and c.practice));
create policy "I end my own exercises" on cases_practice for update to baken_app
  using (user_id = (select acting_user()) and (select acting_purpose()) = 'cases')
  with check (user_id = (select acting_user()));

-- The function that lets time pass moves the dates of this acting's practice cases: it asks so
-- itself, and a trigger holds clocks and actions to it.
grant update (opened_at) on cases_case to baken_acting;
create policy "the function that lets time pass in an exercise" on cases_case for update
  to baken_acting using (true) with check (true);
do $$
declare t text; columns text;
begin
  for t, columns in values
    ('seat', 'since, due_at, accepted_at, ended_at'),
    ('clock', 'started_at, due_at, met_at'),
    ('action', 'created_at, due_at, done_at'),
    ('evaluation', 'held_on, created_at'),
    ('phaserequest', 'requested_at, due_at, decided_at'),
    ('phasedecision', 'decided_at')
  loop
    execute format('grant select, update (%s) on cases_%s to baken_acting', columns, t);
    execute format('create policy "the function that lets time pass in an exercise" on cases_%s '
      'for update to baken_acting using (true) with check (true)', t);
  end loop;
  foreach t in array array['evaluation', 'phasedecision'] loop
    execute format('create policy "the function that lets time pass sees" on cases_%s for select '
      'to baken_acting using (true)', t);
  end loop;
end $$;
