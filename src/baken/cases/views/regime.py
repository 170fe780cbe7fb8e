"""Another regime for a case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baken.cases.actions.regime import change_regime
from baken.cases.forms import RegimeForm
from baken.cases.regimes import rules_for
from baken.cases.views.form_page import Step, both, data_of, enter, run


@both
def regime(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decide on it, with a reason."""
    acting, case = enter(case_id)
    step = Step(
        _("Een ander regime voor deze casus"), _("Besluit"),
        _("Vastgelegd. De casus loopt nu onder het andere regime."),
        lambda data: change_regime(acting, case_id, **data),
        intro=_("Nu: %s. Dit kan alleen zolang er niets is ingebracht. Daarna gaat alleen een"
                " verstrekking, per gegeven en met een besluit, naar een ander regime.")
        % rules_for(case.regime).title,
    )  # fmt: skip
    return run(request, case, RegimeForm(data_of(request), now=case.regime), step)
