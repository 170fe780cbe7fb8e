-- Let time pass in an exercise: all its dates go back. Never the clock of the system, and never
-- the dates of a real case.
create or replace function cases_practice_shift(file uuid, days integer) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare back interval := make_interval(days => days);
begin
  if days is null or days not between 1 and 400 or file is null
    or file not in (select acting_files())
    or not exists (select 1 from cases_case where id = file and practice)
  then raise exception 'time passes in exercises alone' using errcode = 'insufficient_privilege';
  end if;
  update cases_case set opened_at = opened_at - back where id = file;
  update cases_seat set since = since - back, due_at = due_at - back,
    accepted_at = accepted_at - back, ended_at = ended_at - back where case_id = file;
  update cases_clock set started_at = started_at - back, due_at = due_at - back,
    met_at = met_at - back where case_id = file;
  update cases_action set created_at = created_at - back, due_at = due_at - back,
    done_at = done_at - back where case_id = file;
  update cases_evaluation set held_on = held_on - days, created_at = created_at - back
    where case_id = file;
  update cases_phaserequest set requested_at = requested_at - back, due_at = due_at - back,
    decided_at = decided_at - back where case_id = file;
  update cases_phasedecision set decided_at = decided_at - back where case_id = file;
  perform cases_refresh_clock(file);
end $$;

alter function cases_practice_shift(uuid, integer) owner to baken_acting;
revoke execute on function cases_practice_shift(uuid, integer) from public;
grant execute on function cases_practice_shift(uuid, integer) to baken_app;
