-- A text that was saved and a decision that was taken are kept as they are.
create or replace trigger paperversion_kept before update or delete on programme_paperversion
  for each row execute function programme_kept();
create or replace trigger paperdecision_kept before update or delete on programme_paperdecision
  for each row execute function programme_kept();
