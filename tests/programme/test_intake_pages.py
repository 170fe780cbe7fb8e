"""Bringing figures in by the browser: upload, look, choose columns, agree."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as
from baken.programme.actions import incoming
from baken.programme.models import FigureImport, ImportFile, Observation, Snapshot
from baken.programme.tasks import import_figures
from tests.city import City
from tests.programme.conftest import FILES

ALL = reverse("programme:imports")
Sign = Callable[..., Client]


def upload(client: Client, name: str, raw: bytes, **said: str) -> str:
    """Post a file and follow to what is shown."""
    file = SimpleUploadedFile(name, raw)
    answer = client.post(ALL, {"file": [file], **said}, follow=True)
    return str(answer.content.decode())


def address(acting_city: City, step: str = "") -> str:
    with acting_as(acting_city.acting("adviser")):
        key = FigureImport.objects.latest("made_at").id
    return reverse("programme:import_step", args=[key, step]) if step else reverse(
        "programme:import", args=[key])  # fmt: skip


def test_a_police_file_is_looked_at_before_it_is_stored(plan: City, client_as: Sign) -> None:
    client = client_as("adviser")
    raw = (FILES / "47013NED.csv").read_bytes().replace(b'"3597"', b'"3610"')
    shown = upload(client, "47013NED.csv", raw)
    assert "4 cijfers: 2 nieuw, 1 anders dan wij hebben, 1 gelijk." in shown
    assert "3.597" in shown
    assert "3.610" in shown
    assert "3 regels over andere gebieden" in shown
    with acting_as(PUBLIC):
        assert not Observation.objects.filter(amount=3610).exists()
    done = client.post(address(plan, "inlezen"), follow=True).content.decode()
    assert "2 nieuwe cijfers, 1 herzien, 1 gelijk gebleven." in done
    with acting_as(PUBLIC):
        rows = Observation.objects.filter(
            indicator="I-MISDRIJVEN-POL", period="2024", area="GM0622"
        ).order_by("version")
        told = [(str(row.value), row.status, row.current) for row in rows]
        assert Snapshot.objects.get(name="47013NED.csv").content == raw
    assert told[-2:] == [("3.597", "", False), ("3.610", "voorlopig", True)]
    with acting_as(plan.acting("adviser")):
        assert not ImportFile.objects.exists()
    assert client.post(address(plan, "weg")).status_code == 409


def test_own_columns_are_chosen_and_seen(plan: City, client_as: Sign) -> None:
    client = client_as("adviser")
    raw = b"Kwartaal;Wijk;Aantal\n2026-Q1;Westwijk;12\n2026-Q1;WK062201;x\n"
    shown = upload(client, "eigen.csv", raw)
    assert "Welke kolom is wat?" in shown
    said = {"period": "Kwartaal", "area": "Wijk", "value": "Aantal", "decimal": ",",
            "indicator": "nieuw", "name": "Fietsen weg (verzonnen)", "unit": "aantal",
            "direction": "lower", "source": "Eigen telling (verzonnen)"}  # fmt: skip
    wrong = client.post(address(plan, "kolommen"), said | {"name": "", "area": "Kwartaal"})
    assert wrong.status_code == 422
    assert "U koos één kolom twee keer." in wrong.content.decode()
    seen = client.post(address(plan, "kolommen"), said, follow=True).content.decode()
    assert "2 cijfers: 2 nieuw, 0 anders dan wij hebben, 0 gelijk." in seen
    assert "geheim" in seen
    assert "1e kwartaal 2026" in seen
    client.post(address(plan, "inlezen"))
    page = Client().get(reverse("programme:indicator", args=["I-EIGEN-FIETSEN-WEG-VERZONNEN"]))
    assert "Fietsen weg (verzonnen)" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("leeg.csv", b"", "leeg"),
        ("zip.csv", b"PK\x03\x04rest", "Dit is een zip of een Excel-bestand."),
        ("excel.csv", "jaar;wáárde\n".encode("utf-16"), "geen UTF-8"),
        ("latin.csv", "jaar;caf\xe9\n2024;1\n".encode("latin-1"), "Regel 1 is geen UTF-8."),
        ("lijst.csv", b"alleen\neen\nrij\n", "elke regel heeft"),
        ("half.json", b'{"value":[', "geen volledig OData-bestand"),
    ],
)
def test_what_is_no_table_is_refused_at_the_door(
    city: City, client_as: Sign, name: str, raw: bytes, sentence: str
) -> None:
    assert sentence in upload(client_as("adviser"), name, raw)
    with acting_as(city.acting("adviser")):
        assert not FigureImport.objects.exists()


def test_a_large_file_is_done_by_the_job_and_only_for_the_plan(
    city: City, client_as: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "AT_ONCE", 10)
    client = client_as("adviser")
    shown = upload(client, "47013NED.csv", (FILES / "47013NED.csv").read_bytes())
    assert "0 % van het bestand gelezen" in shown
    for state in ("ready", "stored"):
        import_figures.run()
        with acting_as(city.acting("adviser")):
            row = FigureImport.objects.get()
            assert (row.state, row.done) == (state, row.total)
        client.post(address(city, "inlezen"))
    here = address(city)
    for who, status in (("desk", 403), ("mayor", 403)):
        assert client_as(who).get(here).status_code == status
        assert client_as(who).get(ALL).status_code == status
    assert client.get(ALL).status_code == 200
