-- Counts by wijk, main kind and month; never a row. For the purpose statistics, and for the job
-- that measures every night.
create or replace function figures_reports_received(since date, until date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('area', r.wijk_code, 'category', coalesce(p.code, c.code),
    'month', to_char(r.received_at at time zone 'Europe/Amsterdam', 'YYYY-MM')), count(*)
  from reports_report r
  join reports_category c on c.id = r.category_id
  left join reports_category p on p.id = c.parent_id
  where r.state <> 'hidden'
    and r.received_at >= (since::timestamp at time zone 'Europe/Amsterdam')
    and r.received_at < (until::timestamp at time zone 'Europe/Amsterdam')
    and (acting_purpose() = 'statistics' or acting_job() like 'programme.%')
  group by 1
$$;

create or replace function figures_reports_answered(since date, until date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('area', r.wijk_code, 'category', coalesce(p.code, c.code),
    'month', to_char(r.closed_at at time zone 'Europe/Amsterdam', 'YYYY-MM')), count(*)
  from reports_report r
  join reports_category c on c.id = r.category_id
  left join reports_category p on p.id = c.parent_id
  where r.state = 'answered'
    and r.closed_at >= (since::timestamp at time zone 'Europe/Amsterdam')
    and r.closed_at < (until::timestamp at time zone 'Europe/Amsterdam')
    and (acting_purpose() = 'statistics' or acting_job() like 'programme.%')
  group by 1
$$;

-- What residents thought of the answer: the month is that of the opinion.
create or replace function figures_reports_opinions(since date, until date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('area', r.wijk_code, 'category', coalesce(p.code, c.code),
    'month', to_char(o.at at time zone 'Europe/Amsterdam', 'YYYY-MM'),
    'opinion', case when o.satisfied then 'satisfied' else 'dissatisfied' end), count(*)
  from reports_opinion o
  join reports_report r on r.id = o.report_id
  join reports_category c on c.id = r.category_id
  left join reports_category p on p.id = c.parent_id
  where o.at >= (since::timestamp at time zone 'Europe/Amsterdam')
    and o.at < (until::timestamp at time zone 'Europe/Amsterdam')
    and (acting_purpose() = 'statistics' or acting_job() like 'programme.%')
  group by 1
$$;

-- Whether the answer came within its term: the month is that of the answer.
create or replace function figures_reports_terms(since date, until date)
returns table (dims jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('area', r.wijk_code, 'category', coalesce(p.code, c.code),
    'month', to_char(r.closed_at at time zone 'Europe/Amsterdam', 'YYYY-MM'),
    'term', case when r.closed_at <= r.answer_due_at then 'kept' else 'late' end), count(*)
  from reports_report r
  join reports_category c on c.id = r.category_id
  left join reports_category p on p.id = c.parent_id
  where r.state = 'answered'
    and r.closed_at >= (since::timestamp at time zone 'Europe/Amsterdam')
    and r.closed_at < (until::timestamp at time zone 'Europe/Amsterdam')
    and (acting_purpose() = 'statistics' or acting_job() like 'programme.%')
  group by 1
$$;

alter function figures_reports_received(date, date) owner to baken_figures;
alter function figures_reports_answered(date, date) owner to baken_figures;
alter function figures_reports_opinions(date, date) owner to baken_figures;
alter function figures_reports_terms(date, date) owner to baken_figures;
revoke execute on function figures_reports_received(date, date),
  figures_reports_answered(date, date), figures_reports_opinions(date, date),
  figures_reports_terms(date, date) from public;
grant execute on function figures_reports_received(date, date),
  figures_reports_answered(date, date), figures_reports_opinions(date, date),
  figures_reports_terms(date, date) to baken_app;
