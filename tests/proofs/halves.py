"""What may never be in the database, at any moment: acts that are only partly there.

Each statement returns the keys of what is wrong, as the superuser sees it. In the crash proof
every report is told with a place, contact details and an e-mail address; every case begins in
phase 1, with version 1 and one running review clock, and its purpose says what is done with it.
"""

import psycopg

PREPARED = "Vooraf gevraagd, voor de proef."
STEP, JUMP, SHARE, GO = (f"Proef: {what}" for what in ("opschalen", "acuut", "delen", "weg"))

# Each with the column by which it belongs to a case, by a plain key that nothing guards.
LOOSE = {"access_membership": "file_id", "documents_document": "file_id",
         "people_involvement": "file_id", "messages_message": "about_id"}  # fmt: skip


def _trail(key: str, verb: str) -> str:
    """How often it was done to this object, as the trail tells."""
    return (
        f"(select count(*) from audit_entry e where e.object_id = {key}"
        f" and e.verb = '{verb}' and e.outcome = 'done')"
    )


def _parts(table: str, column: str = "case_id") -> str:
    return f"(select count(*) from {table} x where x.{column} = f.id)"


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
            select 1 from cases_case c where c.id = m.about_id)
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
    "a step that was taken by half": f"""
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
        where c.purpose = '{STEP}' and (n.running <> 1
          or (c.phase, c.version, n.decided, n.decisions, n.met, n.trail)
          not in ((1, 1, 0, 0, 0, 0), (2, 2, 1, 1, 1, 1)))""",
    "a jump that was taken by half": f"""
        select c.id from cases_case c
        cross join lateral (select
          (select count(*) from cases_jump j where j.case_id = c.id) as jumps,
          (select count(*) from cases_seat s where s.case_id = c.id and s.ended_at is null
            and s.role in ('operationeel', 'bestuurlijk') and s.holder_id is not null) as asked,
          (select count(*) from access_membership a where a.file_id = c.id and a.invited)
            as invited,
          (select count(*) from messages_message m where m.about_id = c.id)
            - (select count(*) from cases_notice t where t.case_id = c.id
              and t.told_id is not null) as letters,
          (select count(*) from cases_clock k where k.case_id = c.id and k.kind = 'review'
            and k.met_at is not null) as met,
          (select count(*) from cases_clock k where k.case_id = c.id and k.kind = 'meeting')
            as meetings,
          {_trail("c.id", "case.jump")} as jumped, {_trail("c.id", "access.invite")} as called) n
        where c.purpose = '{JUMP}' and (c.phase, c.version, n.jumps, n.asked, n.invited,
          n.letters, n.met, n.meetings, n.jumped, n.called)
          not in ((1, 1, 0, 0, 0, 0, 0, 0, 0, 0), (4, 2, 1, 2, 2, 2, 1, 1, 1, 2))""",
    "a release to one of two, or without its entry in the trail": f"""
        select r.contribution_id from cases_release r join cases_case c on c.id = r.case_id
        where c.purpose = '{SHARE}' group by r.contribution_id
        having count(*) <> 2 or {_trail("r.contribution_id", "case.release")} <> 2""",
    "a trail of a release that is not there": """
        select e.id from audit_entry e where e.verb = 'case.release'
          and not exists (select 1 from cases_release r where r.contribution_id = e.object_id)
          and exists (select 1 from cases_contribution b where b.id = e.object_id)""",
    "a disclosure that was asked, decided or handed over by half": f"""
        select d.id from cases_disclosure d join cases_case c on c.id = d.case_id
        cross join lateral (select (d.reason <> '{PREPARED}')::int as sent,
          (select count(*) from cases_disclosureitem i where i.disclosure_id = d.id) as items,
          (select count(*) from cases_disclosuredecision b where b.disclosure_id = d.id
            and b.granted and b.sha256 <> '') as decided,
          (select count(*) from cases_disclosed h where h.disclosure_id = d.id) as handed,
          (select count(*) from messages_message m where m.about_id = c.id) as letters,
          {_trail("d.id", "case.ask_disclosure")} as asked,
          {_trail("d.id", "case.grant_disclosure")} as granted) n
        where (n.sent, n.items, n.decided, n.handed, n.letters, n.asked, n.granted)
          not in ((1, 2, 0, 0, 1, 1, 0), (0, 2, 0, 0, 0, 0, 0), (0, 2, 1, 2, 1, 0, 1))""",
    "a trail of a disclosure that is not there": """
        select e.id from audit_entry e where e.verb in ('case.ask_disclosure',
          'case.grant_disclosure')
          and not exists (select 1 from cases_disclosure d where d.id = e.object_id)""",
    "a file that was removed by half": f"""
        with files as (select id from cases_case where purpose = '{GO}'
          union select object_id from retention_item)
        select f.id from files f
        cross join lateral (select
          (select count(*) from cases_case c where c.id = f.id) as heads,
          {_parts("cases_content")} as contents, {_parts("cases_seat")} as seats,
          {_parts("cases_participation")} as parties, {_parts("cases_contribution")} as told,
          {_parts("cases_release")} as given, {_parts("cases_clock")} as clocks,
          {_parts("cases_duty")} as duties,
          {_parts("access_membership", "file_id")} as members,
          {_parts("documents_document", "file_id")} as documents,
          {_parts("people_involvement", "file_id")} as people,
          {_parts("messages_message", "about_id")} as letters,
          (select count(*) from retention_item i where i.object_id = f.id
            and i.removed_at is not null) as gone,
          (select count(*) from retention_erasure e
            where e.objects_gone @> to_jsonb(f.id::text)) as listed) n
        where (n.heads, n.contents, n.seats, n.parties, n.told, n.given, n.clocks, n.duties,
          n.members, n.documents, n.people, n.letters, n.gone, n.listed)
          not in ((1, 1, 3, 2, 2, 1, 1, 1, 3, 1, 1, 1, 0, 0),
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1))""",
    "a person, name or mark of nobody's file": """
        select p.id from people_person p where not exists (select 1 from people_involvement v
            where v.person_id = p.id)
          or (select count(*) from people_identity x where x.person_id = p.id) <> 1
          or (select count(*) from people_address x where x.person_id = p.id) <> 1
          or (select count(*) from people_mark x where x.person_id = p.id) = 0""",
    "a removal without its certificate, or its entries in the trail": """
        select 'removal' where (select count(*) from (
            select jsonb_array_length(e.objects_gone) as gone, row_number() over (
              order by erased_at, id) as turn from retention_erasure e
            where e.model = 'cases.Case') e
          full join (select removed, row_number() over (order by number) as turn
            from retention_certificate where model = 'cases.Case') d using (turn)
          where e.gone is distinct from d.removed) > 0
          or (select count(*) from audit_entry where verb = 'case.remove')
            <> (select count(*) from retention_certificate where model = 'cases.Case')""",
    **{
        f"a row of {table} about a file that is not there": f"""
        select x.id from {table} x where not exists (select 1 from cases_case c
            where c.id = x.{column})
          and not exists (select 1 from reports_report r where r.id = x.{column})"""
        for table, column in LOOSE.items()
    },
}


def found(superuser: psycopg.Connection) -> list[str]:
    """Every half state that is there now, in words."""
    problems = []
    for what, statement in HALVES.items():
        keys = [str(row[0]) for row in superuser.execute(statement).fetchall()]
        if keys:
            problems.append(f"{what}: {len(keys)}, such as {keys[0]}")
    return problems
