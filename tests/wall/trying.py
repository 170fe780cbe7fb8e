"""Functions in the database, for the time of a connection, that try statements and undo them."""

TRIED = """
create or replace function pg_temp.tried(statements text[]) returns text[] language plpgsql as $$
declare s text; found text[]; answers text[] := '{}'; answer text;
begin
  foreach s in array statements loop
    begin
      execute s into found;
      answer := array_to_string(found, ',');
      raise exception using errcode = 'ZZ001';
    exception
      when sqlstate 'ZZ001' then answers := answers || coalesce(answer, '');
      when others then answers := answers || ('!' || sqlstate);
    end;
  end loop;
  return answers;
end $$
"""

# A statement for many rows is refused as a whole for one of them: then each row is tried by itself,
# of those that the policies let reach at all. What only a constraint stops was reached.
REACHED = """
create or replace function pg_temp.reached(change text, named text, key text, among text)
returns text[] language plpgsql as $$
declare k text; n integer; found text[];
begin
  begin
    execute format('with x as (%s where %s returning %I::text as k) select array_agg(k) from x',
      change, among, key) into found;
    return found;
  exception when insufficient_privilege or integrity_constraint_violation then null;
  end;
  for k in execute format('select %I::text from %I where %s for update', key, named, among) loop
    begin
      execute format('%s where %I::text = %L', change, key, k);
      get diagnostics n = row_count;
      raise exception using errcode = 'ZZ002';
    exception
      when sqlstate 'ZZ002' then if n > 0 then found := found || k; end if;
      when integrity_constraint_violation then found := found || k;
      when insufficient_privilege then null;
    end;
  end loop;
  return found;
end $$
"""
