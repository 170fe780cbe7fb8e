"""The entry for the register of algorithms, as data.

Names of fields as in the standard of algoritmeregister (standaard.algoritmeregister.org, overview,
read on 1 December 2026). What only the municipality can say is left empty and named.
"""

from __future__ import annotations

from typing import Any

from baken.reports.suggest.models import Suggester

STANDARD = "standaard.algoritmeregister.org/overview (gelezen 2026-12-01)"
SOURCE = "https://algoritmes.overheid.nl"
MISSING = "in te vullen door de gemeente"


def entry_of(model: Suggester | None, municipality: str, page: str) -> dict[str, Any]:
    """All that we know; texts in Dutch, as the register wants them."""
    facts = model.facts if model else {}
    return {
        "standard_version": STANDARD,
        "name": "Soort melding voorstellen",
        "organization": municipality,
        "department": MISSING,
        "area": municipality,
        "domain": "generic",
        "lang": "NLD",
        "contact_email": MISSING,
        "website": page,
        "status": "in gebruik" if model and model.on else "niet in gebruik",
        "begin_date": model.on_at.date().isoformat() if model and model.on_at else "",
        "end_date": model.off_at.date().isoformat()
        if model and model.off_at and not model.on
        else "",
        "revision_date": model.learnt_at.date().isoformat() if model else "",
        "risk_category": "laag: het stelt voor, de melder kiest; niemand wordt beoordeeld",
        "description_short": "Stelt op grond van de eerste woorden van een melding hoogstens drie"
        " soorten voor, waaruit de melder kiest.",
        "goal": "Melders vinden sneller de soort die past, zodat hun melding meteen bij het goede"
        " team komt.",
        "impact": "Wie een verkeerd voorstel kiest, krijgt later antwoord. De meldbalie kan de"
        " soort altijd veranderen.",
        "proportionality": "Zonder voorstel kiest de melder uit de hele lijst; dat blijft altijd"
        " mogelijk en is de keuze als de gemeente het uitzet.",
        "lawful_basis": "AVG art. 6 lid 1 onder e (taak van algemeen belang); Gemeentewet art. 108",
        "dpia": MISSING,
        "human_intervention": "De melder kiest zelf. Onder de drempel stelt het niets voor.",
        "risks": "Het kan een verkeerde soort voorstellen. Vertrouwelijke meldingen en gevoelige"
        " soorten doen niet mee: er wordt niet van geleerd, en zij worden niet voorgesteld.",
        "source_data": "De tekst en de soort van beantwoorde meldingen die niet vertrouwelijk zijn"
        f" gedaan: {sum(facts.get('examples', {}).values())} meldingen. Een tekst waarvoor iets"
        " wordt voorgesteld, wordt niet bewaard.",
        "methods_and_models": "Logistische regressie op woorden, woordparen en delen van woorden."
        f" Drempel {facts.get('threshold', 0):.2f}.",
        "performance_standard": f"Bij kruisvalidatie: voorstel bij {facts.get('proposed', 0):.0%},"
        f" dan goed in {facts.get('right', 0):.0%}."
        + (" Geleerd van verzonnen meldingen." if facts.get("fictional") else ""),
        "provider": "Baken, open source (EUPL-1.2)",
        "objection_procedure": "Meld het de gemeente; zij zet het uit of leert opnieuw.",
        "url": SOURCE,
    }
