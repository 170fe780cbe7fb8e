"""Teams of the demo city, named as the tree of kinds names them, with the desk in each."""

from collections.abc import Iterable
from uuid import NAMESPACE_DNS, uuid5

from django.db import connections, transaction

from baken.reports.demo.loading import Worker
from baken.reports.models import Category
from baken.reports.routing.models import Team, TeamMember

CATCHES = "Meldbalie"
# Reports go to the team of their kind, as if no rule was ever made.
_SENT = """
update reports_report r set team_id = t.id
from reports_category c join reports_team t on t.name = c.team_nl
where c.id = r.category_id and r.team_id is null
"""


def form_teams(workers: Iterable[Worker]) -> None:
    """Make the teams as the keeper, and give each report to the team of its kind."""
    names = Category.objects.using("keeper").exclude(team_nl="").values_list("team_nl", flat=True)
    desk = sorted({worker.user_id for worker in workers if worker.capacity == "desk"}, key=str)
    with transaction.atomic(using="keeper"):
        for name in sorted(set(names)):
            team = Team(id=uuid5(NAMESPACE_DNS, name), name=name, catches=name == CATCHES)
            team.save(using="keeper", force_insert=True)
            members = [TeamMember(team=team, user_id=user) for user in desk]
            TeamMember.objects.using("keeper").bulk_create(members)
        with connections["keeper"].cursor() as cursor:
            cursor.execute(_SENT)
