"""What a model may hold: names of clocks, holders, colours, and what the law and AVE fix."""

from django.utils.translation import gettext_lazy as _

from baken.access.api import Capacity
from baken.cases.codes import Role

COLOURS = {"groen": _("groen"), "geel": _("geel"), "rood": _("rood"),
           "donkerrood": _("donkerrood")}  # fmt: skip
# Who may hold a seat at all: the wall gives other capacities no rights that a seat needs.
HOLDERS: dict[str, tuple[Capacity, ...]] = {
    Role.CASUSREGIE: (Capacity.CASE_MANAGER, Capacity.PARTNER, Capacity.PROCESS_MANAGER),
    Role.PROCESREGIE: (Capacity.PROCESS_MANAGER,),
    Role.OPERATIONEEL: (Capacity.LEAD, Capacity.PROCESS_MANAGER),
    Role.BESTUURLIJK: (Capacity.MAYOR, Capacity.LEAD),
}
JUMPERS = (Capacity.PROCESS_MANAGER, Capacity.CASE_MANAGER)
# Clocks of a model. An optional one that is left out runs as shipped (data/clocks.yaml).
CLOCKS = {
    "handover": _("Casus in behandeling nemen"),
    "contact": _("Contact met wie het signaal bracht"),
    "assessment": _("Acute beoordeling"),
    "seat": _("Antwoord van wie voor een stoel is gevraagd"),
    "vacant": _("Lege stoel vullen"),
    "decision": _("Besluit over op- of afschalen"),
    "evaluation": _("Zo oud mag een evaluatie zijn"),
    "meeting_2": _("Eerste overleg na opschalen naar fase 2"),
    "meeting_3": _("Eerste overleg na opschalen naar fase 3"),
    "meeting_4": _("Eerste overleg na opschalen naar fase 4"),
    "plan_2": _("Plan in fase 2"),
    "plan_3": _("Plan in fase 3"),
    "plan_4": _("Plan in fase 4"),
    "meeting_freeze": _("Agenda sluit, zo lang vóór het overleg"),
    "meeting_objection": _("Bezwaar tegen een verslag"),
    "aftercare": _("Eerste controle in de nazorg"),
    "aftercare_last": _("Laatste controle in de nazorg"),
}
REQUIRED = ("handover", "seat", "vacant", "decision", "evaluation", "aftercare")
# AVG art. 12 lid 3, 14 lid 3 and 33 lid 1 set these; a model does not.
LEGAL = ("inform", "request", "breach")
# Asked always, whatever a model says: a step up has a trigger and tells how the duty to inform
# stands; a step down has a receiver, a date to look again, and a household that was told.
UP_ALWAYS = ("triggers", "duty")
DOWN_ALWAYS = ("receiver", "aftercare", "told")
# From this phase on casusregie and procesregie are never one person.
APART_AT_LATEST = 3
RATIFY_AT_MOST = 24
FRESHEST, STALEST = 1, 31
LEAST_PHASES, MOST_PHASES = 2, 4
MOST_RUNGS = 6
