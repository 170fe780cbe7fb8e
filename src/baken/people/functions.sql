-- The one person whose name is being shown in this transaction; null when none is.
create or replace function people_revealed() returns uuid language plpgsql stable
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return nullif(current_setting('baken.reveal', true), '')::uuid;
exception when invalid_text_representation then return null;
end $$;
revoke execute on function people_revealed() from public;
grant execute on function people_revealed() to baken_app;
