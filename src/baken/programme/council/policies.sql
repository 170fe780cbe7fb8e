-- What the council asked and was promised is public. A row is a version: it is added and stays.
alter table programme_councilrecord enable row level security;
alter table programme_councilrecord force row level security;
grant select, insert on programme_councilrecord to baken_app;
grant select on programme_councilrecord to baken_figures;
create policy "the function that knows how an item stands" on programme_councilrecord
  for select to baken_figures using (true);
create policy "what the council asked is public" on programme_councilrecord for select
  to baken_app using (true);
create policy "the plan's file brings in what it names, as a first version"
  on programme_councilrecord for insert to baken_app
  with check ((select acting_job()) = 'programme.import' and version = 1 and made_as = ''
    and standing in ('new', 'running') and programme_standing(item, version) = '');
create policy "adviser and clerk add the next version; the college never closes"
  on programme_councilrecord for insert to baken_app
  with check (((select acting_purpose()) = 'programme'
      or ((select acting_purpose()) = 'council' and (select acting_capacity()) = 'clerk'))
    and made_as = (select acting_capacity()) and standing <> 'done'
    and programme_standing(item, version) is not null
    and (programme_standing(item, version) <> 'done' or (select acting_capacity()) = 'clerk'));
create policy "only the clerk closes, on the college's proposal, with the council's decision"
  on programme_councilrecord for insert to baken_app
  with check ((select acting_purpose()) = 'council' and (select acting_capacity()) = 'clerk'
    and made_as = 'clerk' and standing = 'done'
    and programme_standing(item, version) = 'proposed');
