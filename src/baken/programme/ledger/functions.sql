-- Was exactly this said of this number before? Who shares a paper repeats what the ledger says,
-- and cannot add to it.
create or replace function programme_said(
  what text, of_year int, asked_period text, asked_part text, number bigint, at_least bigint, why text)
returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (select 1 from programme_cell c
    where c.name = what and c.year = of_year and c.period = asked_period and c.part = asked_part
      and c.amount is not distinct from number and c.least is not distinct from at_least
      and c.withheld = why)
$$;

alter function programme_said(text, int, text, text, bigint, bigint, text) owner to baken_figures;
revoke execute on function programme_said(text, int, text, text, bigint, bigint, text) from public;
grant execute on function programme_said(text, int, text, text, bigint, bigint, text) to baken_app;
