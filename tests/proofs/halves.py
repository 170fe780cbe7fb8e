"""What may never be in the database, at any moment: reports and steps that are only partly there.

Each statement returns the keys of what is wrong, as the superuser sees it. In the crash proof
every report is told with a place, contact details and an e-mail address; every case begins in
phase 1, with version 1 and one running review clock.
"""

import psycopg

PREPARED = "Vooraf gevraagd, voor de proef."

HALVES = {
    "a report without each of its parts once": """
        select r.id from reports_report r where
          (select count(*) from reports_content x where x.report_id = r.id) <> 1
          or (select count(*) from reports_place x where x.report_id = r.id) <> 1
          or (select count(*) from reports_contact x where x.report_id = r.id) <> 1
          or (select count(*) from reports_event x where x.report_id = r.id) <> 1
          or (select count(*) from messages_message x where x.about_id = r.id) <> 1""",
    "a report without its one entry in the trail": """
        select r.id from reports_report r where (select count(*) from audit_entry e
          where e.object_id = r.id and e.verb = 'report.receive' and e.outcome = 'done') <> 1""",
    "a trail of a report that is not there": """
        select e.id from audit_entry e where e.verb = 'report.receive'
          and not exists (select 1 from reports_report r where r.id = e.object_id)""",
    "a part without its report": """
        select report_id from (select report_id from reports_content
          union all select report_id from reports_place
          union all select report_id from reports_contact
          union all select report_id from reports_event) parts
        where not exists (select 1 from reports_report r where r.id = report_id)""",
    "a letter without what it is about, its trail or its job": """
        select m.id from messages_message m where
          not exists (select 1 from reports_report r where r.id = m.about_id union all
            select 1 from cases_phaserequest q where q.case_id = m.about_id)
          or (select count(*) from audit_entry e
            where e.object_id = m.id and e.verb = 'message.write') <> 1
          or m.id::text not in (select jsonb_array_elements_text(j.args -> 'ids')
            from procrastinate_jobs j where j.task_name = 'messages.send')""",
    "a letter sent without its trail, or the other way round": """
        select m.id from messages_message m where (m.state = 'sent') <> exists (
          select 1 from audit_entry e where e.object_id = m.id and e.verb = 'message.send')""",
    "a request without its one entry in the trail": f"""
        select q.id from cases_phaserequest q where (select count(*) from audit_entry e
          where e.object_id = q.case_id and e.verb = 'case.request_phase' and e.outcome = 'done')
          <> (q.grounds <> '{PREPARED}')::int""",
    "a request without its one letter to who decides": f"""
        select q.id from cases_phaserequest q where (select count(*) from messages_message m
          where m.about_id = q.case_id) <> (q.grounds <> '{PREPARED}')::int""",
    "a trail of a request that is not there": """
        select e.id from audit_entry e where e.verb = 'case.request_phase' and e.outcome = 'done'
          and not exists (select 1 from cases_phaserequest q where q.case_id = e.object_id)""",
    "a step that was taken by half": """
        select c.id from cases_case c
        cross join lateral (select
          (select count(*) from cases_phaserequest q
            where q.case_id = c.id and q.decided_at is not null) as decided,
          (select count(*) from cases_phasedecision d where d.case_id = c.id and d.granted)
            as decisions,
          (select count(*) from cases_clock k where k.case_id = c.id and k.kind = 'review'
            and k.met_at is not null) as met,
          (select count(*) from cases_clock k where k.case_id = c.id and k.kind = 'review'
            and k.met_at is null) as running,
          (select count(*) from audit_entry e where e.object_id = c.id
            and e.verb = 'case.decide_phase' and e.outcome = 'done') as trail) n
        where n.running <> 1 or (c.phase, c.version, n.decided, n.decisions, n.met, n.trail)
          not in ((1, 1, 0, 0, 0, 0), (2, 2, 1, 1, 1, 1))""",
}


def found(superuser: psycopg.Connection) -> list[str]:
    """Every half state that is there now, in words."""
    problems = []
    for what, statement in HALVES.items():
        keys = [str(row[0]) for row in superuser.execute(statement).fetchall()]
        if keys:
            problems.append(f"{what}: {len(keys)}, such as {keys[0]}")
    return problems
