-- What everyone may know of papers: the one edition of each that was shared, or adopted. The row
-- of a paper holds its next text too, so it stays closed.
create or replace function programme_published()
returns table (paper_id uuid, edition_id uuid, slug text, status text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select p.id, coalesce(p.adopted_edition_id, p.shared_edition_id), p.slug::text, p.status::text
  from programme_councilpaper p where p.status in ('shared', 'adopted')
$$;

alter function programme_published() owner to baken_figures;
revoke execute on function programme_published() from public;
grant execute on function programme_published() to baken_app;
