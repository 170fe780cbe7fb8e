-- How actions stand: for who works on the plan, decides or briefs; everyone once it is shown.
alter table programme_light enable row level security;
alter table programme_light force row level security;
grant select, insert on programme_light to baken_app;
grant select on programme_light to baken_figures;
create policy "the function that numbers judgements" on programme_light for select
  to baken_figures using (true);
create policy "who works on papers reads all judgements" on programme_light for select
  to baken_app using ((select acting_purpose()) in ('programme', 'council', 'briefing'));
create policy "a judgement that is shown is public" on programme_light for select
  to baken_app using (shown);
create policy "who works on the plan adds the next judgement" on programme_light for insert
  to baken_app with check ((select acting_purpose()) = 'programme'
    and made_as = (select acting_capacity())
    and version = programme_next_light(action, municipality));
