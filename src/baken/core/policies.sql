-- Tables of the framework. Whoever may connect may read them; none holds what a file holds.
comment on table django_migrations is 'open: names of migrations';
comment on table django_content_type is 'open: names of models';
grant select on django_migrations, django_content_type to baken_app;

comment on table django_session is 'open: sign-in zone; signed session data, read before there is an acting';
grant select, insert, update, delete on django_session to baken_app;

comment on table procrastinate_jobs is 'open: queue; opaque ids only, finished jobs go after 7 days';
comment on table procrastinate_events is 'open: queue; times only';
comment on table procrastinate_periodic_defers is 'open: queue; times only';
comment on table procrastinate_workers is 'open: queue; heartbeats of workers';
grant select, insert, update, delete on
  procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers
  to baken_app;
grant usage on all sequences in schema public to baken_app;

comment on table auth_permission is 'open: framework; not used';
comment on table auth_group is 'open: framework; not used';
comment on table auth_group_permissions is 'open: framework; not used';
