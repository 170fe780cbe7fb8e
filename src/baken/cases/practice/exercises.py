"""The exercises: a told story in steps. A step knows by the case itself whether it was done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.cases.practice import moves
from baken.cases.practice.crew import Play

TIME = "time"


@dataclass(frozen=True)
class Step:
    """One step: whose part it is, what is told, how to do it, and the page where."""

    part: str
    title: Promise
    told: Promise
    hint: Promise
    done: Callable[[Play], bool]
    play: Callable[[Play], None]
    page: str = "file"
    more: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """A story. `begin` happens by itself when it starts."""

    key: str
    title: Promise
    story: Promise
    about: Promise
    steps: tuple[Step, ...]
    begin: tuple[Callable[[Play], None], ...] = ()


LADDER = Exercise(
    "ladder",
    gettext_lazy("Trap op en af"),
    gettext_lazy(
        "In een verzonnen portiek loopt het op tussen twee gezinnen. De een heeft schulden, bij de "
        "ander is een kind vaak niet op school. De wijkagent en de huisarts bellen op dezelfde dag."
    ),
    gettext_lazy("Beoordelen, stoelen vullen, opschalen, evalueren en weer afschalen."),
    (
        Step(
            "manager", gettext_lazy("Beoordeel de casus"),
            gettext_lazy("Twee signalen op één dag. Hoort deze casus hier?"),
            gettext_lazy("Beantwoord de vragen van de triage en neem de casus in behandeling."),
            moves.taken_on, moves.take_on, "triage",
        ),
        Step(
            "manager", gettext_lazy("Vraag een casusregisseur"),
            gettext_lazy("Iemand moet het vaste gezicht zijn voor beide gezinnen."),
            gettext_lazy("Kies bij de stoel casusregie een oefencollega."),
            lambda play: moves.asked(play, moves.CASUSREGIE),
            lambda play: moves.ask(play, moves.CASUSREGIE, "case"),
            "seat", (moves.CASUSREGIE,),
        ),
        Step(
            "case", gettext_lazy("De casusregisseur aanvaardt"),
            gettext_lazy("Vragen is niet genoeg: pas wie aanvaardt, houdt de stoel."),
            gettext_lazy("Wie gevraagd is, leest het doel en aanvaardt de stoel."),
            lambda play: moves.accepted(play, moves.CASUSREGIE),
            lambda play: moves.accept(play, moves.CASUSREGIE, "case"),
        ),
        Step(
            "case", gettext_lazy("De casusregisseur vraagt om fase 2"),
            gettext_lazy("Er is meer nodig dan de bewoners zelf kunnen."),
            gettext_lazy("Wie een stoel houdt, vraagt. Een ander besluit."),
            lambda play: moves.requested(play, 1, 2),
            lambda play: moves.request(play, "case", 2, _("Twee gezinnen, en het loopt op.")),
            "request_phase", (2,),
        ),
        Step(
            "manager", gettext_lazy("Besluit over fase 2"),
            gettext_lazy("Het verzoek ligt er. U besluit, want u vroeg het niet zelf."),
            gettext_lazy("Open de casus: bij de fase staat het verzoek."),
            lambda play: moves.granted(play, 1, 2), lambda play: moves.grant(play, "manager"),
        ),
        Step(
            TIME, gettext_lazy("Zes weken later"),
            gettext_lazy("Het kind gaat weer naar school, de ruzies zijn gestopt."),
            gettext_lazy("Alleen de data van deze oefening gaan terug; de klok blijft staan."),
            lambda play: moves.passed(play, 42), lambda play: moves.wait(play.case_id, 42),
        ),
        Step(
            "manager", gettext_lazy("Evalueer"),
            gettext_lazy("Afschalen kan alleen op een verse evaluatie."),
            gettext_lazy("Leg vast hoe het nu gaat, met een cijfer voor de veiligheid."),
            moves.evaluated, lambda play: moves.evaluate(play, _("Het gaat zes weken goed.")),
            "evaluate",
        ),
        Step(
            "case", gettext_lazy("De casusregisseur vraagt om af te schalen"),
            gettext_lazy("De gezinnen kunnen het weer zelf."),
            gettext_lazy("Ook een stap terug vraagt de een, en besluit de ander."),
            lambda play: moves.requested(play, 2, 1),
            lambda play: moves.request(play, "case", 1, _("De gezinnen redden het weer zelf.")),
            "request_phase", (1,),
        ),
        Step(
            "manager", gettext_lazy("Besluit over afschalen"),
            gettext_lazy("De casus gaat naar nazorg. Over drie maanden kijkt u nog eens."),
            gettext_lazy("Open de casus: bij de fase staat het verzoek."),
            lambda play: moves.granted(play, 2, 1), lambda play: moves.grant(play, "manager"),
        ),
    ),
)  # fmt: skip

SILENT = Exercise(
    "silent",
    gettext_lazy("De stille partner"),
    gettext_lazy(
        "De verzonnen corporatie zou een woning opknappen waar het lekt. Het gezin wacht. Er komt "
        "geen bericht, en niemand neemt de telefoon op."
    ),
    gettext_lazy("Een afspraak maken, zien dat die niet wordt nagekomen, en hulp vragen."),
    (
        Step(
            "manager", gettext_lazy("Spreek af wie wat doet"),
            gettext_lazy("De Oefencorporatie doet mee. Wat gaat zij doen, en wanneer is dat "
                         "klaar?"),
            gettext_lazy("Maak een nieuwe actie voor de oefencollega van de corporatie, met een "
                         "datum binnen twee weken."),
            moves.promised, lambda play: moves.promise(play, _("Het lek dichten")), "act",
        ),
        Step(
            TIME, gettext_lazy("Drie weken later"),
            gettext_lazy("De datum is voorbij. U hoorde niets."),
            gettext_lazy("Alleen de data van deze oefening gaan terug; de klok blijft staan."),
            moves.overdue, lambda play: moves.wait(play.case_id, 21),
        ),
        Step(
            "manager", gettext_lazy("Leg vast dat het stokt"),
            gettext_lazy("Op de casus staat de actie nu als te laat. Wat betekent dat voor het "
                         "gezin?"),
            gettext_lazy("Leg een evaluatie vast: wat werkte niet, en wat is er nodig?"),
            moves.evaluated,
            lambda play: moves.evaluate(play, _("Het lek is er nog. De corporatie zwijgt.")),
            "evaluate",
        ),
        Step(
            "manager", gettext_lazy("Vraag wie kan doorpakken"),
            gettext_lazy("De leidinggevende kan de corporatie aanspreken waar u dat niet kunt."),
            gettext_lazy("Vraag een oefencollega voor de stoel operationeel."),
            lambda play: moves.asked(play, moves.OPERATIONEEL),
            lambda play: moves.ask(play, moves.OPERATIONEEL, "lead"),
            "seat", (moves.OPERATIONEEL,),
        ),
        Step(
            "lead", gettext_lazy("De leidinggevende aanvaardt"),
            gettext_lazy("Zij leest wat er is geprobeerd, en belt de directeur."),
            gettext_lazy("Wie gevraagd is, aanvaardt de stoel."),
            lambda play: moves.accepted(play, moves.OPERATIONEEL),
            lambda play: moves.accept(play, moves.OPERATIONEEL, "lead"),
        ),
        Step(
            "partner", gettext_lazy("De partner komt de afspraak na"),
            gettext_lazy("De volgende ochtend staat er een loodgieter op de stoep."),
            gettext_lazy("De partner rondt de actie af en schrijft wat eruit kwam."),
            moves.kept, lambda play: moves.keep(play, _("Het lek is dicht.")),
        ),
    ),
    (moves.take_on, moves.join),
)  # fmt: skip

NIGHT = Exercise(
    "night",
    gettext_lazy("Acuut in de nacht"),
    gettext_lazy(
        "Zondagnacht, twee uur. De politie belt: in een verzonnen flat slaat een man deuren in. "
        "Hij is bekend uit deze casus, die nog maar net loopt. Wachten tot maandag kan niet."
    ),
    gettext_lazy("Springen naar fase 4, mensen oproepen, en achteraf laten bekrachtigen."),
    (
        Step(
            "manager", gettext_lazy("Spring naar fase 4"),
            gettext_lazy("U heeft dienst. Vertel in het kort wat er gebeurt en voor wie."),
            gettext_lazy("Kies voor elke lege stoel een oefencollega die dienst heeft."),
            moves.jumped, moves.jump, "jump",
        ),
        Step(
            "mayor", gettext_lazy("De burgemeester aanvaardt"),
            gettext_lazy("De telefoon gaat bij de burgemeester van de oefening."),
            gettext_lazy("De bestuurlijke stoel is nodig in fase 4."),
            lambda play: moves.accepted(play, moves.BESTUURLIJK),
            lambda play: moves.called(play, moves.BESTUURLIJK, "mayor"),
        ),
        Step(
            "mayor", gettext_lazy("De burgemeester bekrachtigt"),
            gettext_lazy("Binnen 24 uur zegt wie het mandaat heeft of de sprong terecht was. "
                         "Gebeurt dat niet, dan gaat er een alarm; de casus zakt niet vanzelf "
                         "terug."),
            gettext_lazy("Wie sprong, bekrachtigt nooit zelf."),
            moves.ratified, moves.ratify,
        ),
        Step(
            "case", gettext_lazy("De casusregisseur aanvaardt"),
            gettext_lazy("Bij het ochtendoverleg is er weer een vast gezicht."),
            gettext_lazy("Wie gevraagd is, leest het doel en aanvaardt de stoel."),
            lambda play: moves.accepted(play, moves.CASUSREGIE),
            lambda play: moves.called(play, moves.CASUSREGIE, "case"),
        ),
        Step(
            "lead", gettext_lazy("De leidinggevende aanvaardt"),
            gettext_lazy("Alle vier de stoelen zijn gevuld: de casus staat."),
            gettext_lazy("Wie gevraagd is, aanvaardt de stoel."),
            lambda play: moves.accepted(play, moves.OPERATIONEEL),
            lambda play: moves.called(play, moves.OPERATIONEEL, "lead"),
        ),
    ),
    (moves.take_on,),
)  # fmt: skip

EXERCISES = {one.key: one for one in (LADDER, NIGHT, SILENT)}
