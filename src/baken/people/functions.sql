-- The one person whose name is being shown in this transaction; null when none is.
create or replace function people_revealed() returns uuid language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return nullif(current_setting('baken.reveal', true), '')::uuid;
exception when invalid_text_representation then return null;
end $$;

-- May this acting bring this person or company into one of its files? Whoever is new, or is in
-- one of its files already, brought in by its own organisation or shielded from nobody: else a
-- link would open the name of someone in another's case.
create or replace function people_may_link(person uuid, company uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select not exists (select 1 from people_involvement i
      where i.person_id = person or i.company_id = company)
    or exists (select 1 from people_involvement i
      where (i.person_id = person or i.company_id = company)
        and i.file_id in (select acting_files())
        and (i.organisation_id = (select acting_organisation())
          or not (i.shielded_identity or i.shielded_address)))
$$;
alter function people_may_link(uuid, uuid) owner to baken_acting;

revoke execute on function people_revealed(), people_may_link(uuid, uuid) from public;
grant execute on function people_revealed(), people_may_link(uuid, uuid) to baken_app;
