"""Entries of the selection list that municipalities destroy by.

Selectielijst gemeenten en intergemeentelijke organen 2020 (adopted 18 February 2020,
Staatscourant 2020, 11143). `verified` entries were read in VNG's own machine-readable edition
(github.com/VNG-Realisatie/VNG-referentielijsten, src/fixtures/selectielijst_2020_resultaten.json,
commit 7533acb); the choice of entry for a process is ours and needs the archivist's yes.
"""

from dataclasses import dataclass

LIST = "Selectielijst gemeenten en intergemeentelijke organen 2020"
ACT = "Archiefwet 1995 art. 3 en 5; Archiefbesluit 1995 art. 8"


@dataclass(frozen=True)
class Entry:
    """One result of the list: its number, what it is, and how long it is kept."""

    number: str
    title: str
    kept: str
    verified: bool = True

    def __str__(self) -> str:
        mark = "" if self.verified else ", niet nagekeken"
        return f"{LIST}, {self.number} ({self.title}: {self.kept}{mark})"


_ENTRIES = {
    entry.number: entry
    for entry in (
        Entry("6.1", "verzoek ingewilligd, zoals melding overlast", "5 jaar"),
        Entry("6.1.3", "informatieverzoek", "1 jaar"),
        Entry("6.1.8", "handhavingsverzoek", "bestaan van het object en 5 jaar"),
        Entry("12.1", "toezicht uitgevoerd", "5 jaar"),
        Entry("12.1.8", "toegangscontrole", "6 maanden"),
        Entry("12.1.9", "videocameratoezicht", "28 dagen"),
        Entry("12.2", "handhaving uitgevoerd", "10 jaar"),
        Entry("12.2.1", "doorlopende verplichting, zoals een gebiedsverbod", "einde en 5 jaar"),
        Entry("12.2.3", "tijdelijk huisverbod", "5 jaar"),
        Entry("2.1.1", "beleid met externe werking", "blijvend"),
        Entry("19.1.18", "archiefvernietiging", "blijvend"),
        Entry("19.1.24", "inloggegevens", "6 maanden"),
    )
}


def entry(number: str) -> str:
    """The entry as text for a Term. KeyError for one that was not looked up."""
    return str(_ENTRIES[number])


def unlisted(why: str) -> str:
    """For what is no record in the sense of the Archiefwet, or has no entry that we could find."""
    return f"Geen resultaat in de selectielijst gekozen: {why} (niet nagekeken)"
