-- Is somebody, or an address, in another live case that runs under the same regime? Gives whom to
-- contact and nothing else: no number, no count, no content. Writes down who asked before it looks,
-- so that no answer is without its trace. Who is shielded is known to nobody this way, and neither
-- are reporters, who always are; practice cases do not count. `marks` are fingerprints of a whole
-- name with a birth date, or of a whole address: nothing shorter or alike can be asked.
create or replace function cases_known(file uuid, why text, about text, marks bytea[])
returns table (contact text, organisation text)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if file not in (select cases_open_files()) or not (select acting_manages())
    or why not in ('double', 'safety', 'handover') or about not in ('name', 'address')
    or exists (select 1 from cases_case c where c.id = file and c.practice)
  then raise exception 'who asks this works on an open case' using errcode = 'insufficient_privilege';
  end if;
  insert into cases_knowncheck (id, case_id, asker_id, organisation_id, why, about, asked_at)
    values (gen_random_uuid(), file, acting_user(), acting_organisation(), why, about, now());
  return query select distinct p.name::text, o.name::text
    from people_mark m
    join people_involvement i on i.person_id = m.person_id and not i.shielded_identity
      and (m.kind = 'name' or not i.shielded_address)
    join cases_case c on c.id = i.file_id and c.id <> file and not c.practice
      and c.closed_at is null
      and c.regime = (select mine.regime from cases_case mine where mine.id = file)
    join cases_seat s on s.case_id = c.id and s.role = 'procesregie' and s.ended_at is null
      and s.accepted_at is not null
    join access_profile p on p.user_id = s.holder_id
    join access_organisation o on o.id = s.organisation_id
    where m.fingerprint = any(marks) and m.kind = about
      and not exists (select 1 from people_involvement h where h.person_id = m.person_id
        and (h.shielded_identity or (about = 'address' and h.shielded_address)))
    order by 1, 2;
end $$;

alter function cases_known(uuid, text, text, bytea[]) owner to baken_acting;
revoke execute on function cases_known(uuid, text, text, bytea[]) from public;
grant execute on function cases_known(uuid, text, text, bytea[]) to baken_app;
