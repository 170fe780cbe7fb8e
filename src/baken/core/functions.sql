-- These are written as expressions, not as texts: PostgreSQL puts them into the statement itself, so
-- that a rule that asks them costs next to nothing, and the names in them are bound here.
-- The raw setting. After a commit it is '' on a used connection, never null: hence nullif.
create or replace function acting_setting() returns text language sql stable parallel safe
return nullif(current_setting('baken.acting', true), '');

create or replace function acting_kind() returns text language sql stable parallel safe
return split_part(acting_setting(), ':', 1);

-- The resident's token or the job's name: what stands behind the colon.
create or replace function acting_token() returns text language sql stable parallel safe
return case when acting_kind() = 'resident' then nullif(split_part(acting_setting(), ':', 2), '') end;

create or replace function acting_job() returns text language sql stable parallel safe
return case when acting_kind() = 'job' then nullif(split_part(acting_setting(), ':', 2), '') end;

revoke execute on function acting_setting(), acting_kind(), acting_token(), acting_job() from public;
grant execute on function acting_setting(), acting_kind(), acting_token(), acting_job()
  to baken_app, baken_acting, baken_search, baken_figures;
