"""A paper: every figure bound, every bundle provable, one changed digit found."""

import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, connections
from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as
from baken.core.errors import Conflict, Denied
from baken.programme.actions import adopt_paper, compose_paper, share_paper, write_paper
from baken.programme.models import Binding, CouncilPaper, Edition, PaperStatus
from baken.programme.paper.bundle import MANIFEST, SEAL, SOURCE, digest
from baken.programme.paper.grammar import loose_numbers, read_expression, read_text
from baken.programme.paper.verify import verify_files, verify_paper
from tests.city import City


def bundle() -> dict[str, bytes]:
    with acting_as(PUBLIC):
        raw = bytes(Edition.objects.get().bundle)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """What a careful forger would do: all hashes made to fit again."""
    listed = json.loads(files[MANIFEST])
    listed["files"] = {name: digest(files[name]) for name in listed["files"]}
    raw = json.dumps(listed, ensure_ascii=False).encode()
    return {**files, MANIFEST: raw, SEAL: f"{digest(raw)}\n".encode()}


def flipped(raw: bytes, at: int) -> bytes:
    digit = (raw[at] - 48 + 1 + at % 8) % 10 + 48
    return raw[:at] + bytes([digit]) + raw[at + 1 :]


def test_the_example_paper_holds(paper: City, tmp_path: Path) -> None:
    files = bundle()
    assert verify_files(files) == []
    with acting_as(PUBLIC):
        edition = Edition.objects.get()
        printed = list(Binding.objects.order_by("position").values_list("printed", flat=True))
        file = tmp_path / "bundel.zip"
        file.write_bytes(bytes(edition.bundle))
        assert bytes(edition.pdf).startswith(b"%PDF-1.7")
    assert verify_paper(file) == []
    assert printed[:3] == ["3.597", "3.605", "16"]
    assert "8,7\u00a0%" in printed
    assert "84\u00a0%" in printed


def test_any_changed_digit_in_any_file_is_found(paper: City) -> None:
    files = bundle()
    dice = random.Random(20261121)
    for name, raw in files.items():
        digits = [at for at, byte in enumerate(raw) if 48 <= byte <= 57]
        for at in dice.sample(digits, min(12, len(digits))):
            changed = {**files, name: flipped(raw, at)}
            assert verify_files(changed), f"{name}, byte {at}"


def test_a_forger_who_mends_the_hashes_is_found_too(paper: City) -> None:
    """In the printed words every digit counts; in the manifest every digit of a figure."""
    files = bundle()
    words = files["paper.txt"]
    for at in [at for at, byte in enumerate(words) if 48 <= byte <= 57]:
        changed = resealed({**files, "paper.txt": flipped(words, at)})
        assert verify_files(changed), f"paper.txt, byte {at}"
    listed = json.loads(files[MANIFEST])
    for number in range(len(listed["figures"])):
        for field in ("printed", "citation", "expression", "sha256"):
            forged = json.loads(files[MANIFEST])
            old = forged["figures"][number][field]
            if found := re.search(r"\d", old):
                new = str((int(found[0]) + 3) % 10)
                forged["figures"][number][field] = old[: found.start()] + new + old[found.end() :]
                raw = json.dumps(forged, ensure_ascii=False).encode()
                assert verify_files(resealed({**files, MANIFEST: raw})), (number, field)


def test_a_figure_changed_in_its_source_is_found(paper: City) -> None:
    files = bundle()
    name = next(name for name in files if name.endswith("misdrijven_vlaardingen.csv"))
    changed = resealed({**files, name: files[name].replace(b"3597", b"3598")})
    problems = [str(problem) for problem in verify_files(changed)]
    assert any("de bundel zegt ‘3.597’, de bron ‘3.598’" in problem for problem in problems)


@pytest.mark.parametrize("raw", [b"", b"no zip", b"PK\x03\x04 broken", b"\x00" * 5000])
def test_what_is_no_bundle_is_said_so(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "bundel.zip"
    file.write_bytes(raw)
    assert "geen leesbare bundel" in str(verify_paper(file)[0])
    assert "geen leesbare bundel" in str(verify_paper(tmp_path / "weg.zip")[0])


def test_damaged_bundles_never_break_the_verifier(paper: City) -> None:
    files = bundle()
    for name in files:
        for raw in (b"", b"{}", b"[]", b"\xff", b'{"files": 3, "figures": [{}]}'):
            assert verify_files({**files, name: raw}), name
        assert verify_files({other: raw for other, raw in files.items() if other != name}), name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Er waren 53 adressen.", "Getypt en niet gebonden: 53."),
        ("In {{ cijfer: I-NIETS | 2024 }} was", "bestaat niet"),
        ("{{ cijfer: I-MISDRIJVEN-POL | 2021 }}", "bestaat niet"),
        ("{{ cijfer: I-GELUIDHINDER | 2020 | WK062208 }}", "geeft hier geen cijfer"),
        ("{{ feit: O1.F2 | 12 }} camera’s", "‘12’ staat niet in dit feit"),
        ("{{ register: acties | T9 }}", "bestaat niet"),
        ("{{ telling: reports.received | 2026-Q3 }}", "Er is nog niets geteld"),
        (
            "In 2018 {{ cijfer: I-MISDRIJVEN-MEMO | 2018 }}, in 2019 "
            "{{ cijfer: I-MISDRIJVEN-CBS | 2019 }}.",
            "De bronnen tellen anders.",
        ),
    ],
)
def test_a_text_that_does_not_hold_is_not_composed(plan: City, text: str, message: str) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        made = write_paper(acting, title="Stuk", text=text)
        with pytest.raises(ValidationError) as caught:
            compose_paper(acting, made)
        assert message in " ".join(caught.value.messages)
        assert not Edition.objects.exists()


def test_rivals_of_one_year_may_stand_in_one_sentence(plan: City) -> None:
    text = (
        "Voor 2019 noemt het CBS {{ cijfer: I-MISDRIJVEN-CBS | 2019 }} en de memo "
        "{{ cijfer: I-MISDRIJVEN-MEMO | 2019 }}. "
        "Onveilig: {{ cijfer: I-ONVEILIG-BUURT-VM | 2023 }}."
    )
    with acting_as(plan.acting("adviser")) as acting:
        compose_paper(acting, write_paper(acting, title="Stuk", text=text))
        printed = list(Binding.objects.order_by("position").values_list("printed", flat=True))
    assert printed == ["3.885", "3.820", ">25\u00a0%"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ cijfer }}",
        "{{ getal: X | 2024 }}",
        "{{ cijfer: I-X | ooit }}",
        "{{ cijfer: I-X | 2024 | Westwijk }}",
        "{{ cijfer: I-X | 2024",
        "}} los",
        "{{ cijfer: I-X | 2024 | WK062201 | nog iets }}",
        "| a | b |\n| c | d |\n| e | f |",
    ],
)
def test_a_text_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_text(text)


def test_only_years_dates_and_articles_may_be_typed() -> None:
    allowed = "Op 14 december 2023, in 2024, 2016–2019 en volgens artikel 34. Eén actie."
    assert loose_numbers(read_text(allowed)) == []
    assert loose_numbers(read_text("## 3 punten\n\nSamen 1.200 en 8,7 %.")) == ["3", "1.200", "8,7"]
    assert str(read_expression("cijfer:I-X|2024")) == "cijfer: I-X | 2024"


def test_a_stale_edit_shows_both_texts(paper: City) -> None:
    with acting_as(paper.acting("adviser")) as acting:
        made = CouncilPaper.objects.get()
        write_paper(acting, title=made.title, text="Nieuw.", paper=made, version=1)
        with pytest.raises(Conflict) as caught:
            write_paper(acting, title=made.title, text="Van mij.", paper=made, version=1)
    mine, theirs = next((v.mine, v.theirs) for v in caught.value.versions if v.label == "Tekst")
    assert (mine, theirs) == ("Van mij.", "Nieuw.")


def test_who_may_write_share_and_adopt(plan: City) -> None:
    with acting_as(plan.acting("adviser")) as acting:
        made = write_paper(acting, title="Stuk", text="In 2024 was het stil.")
        with pytest.raises(ValidationError, match="Maak eerst het stuk"):
            share_paper(acting, made, 1)
        with pytest.raises(Denied):
            adopt_paper(acting, made, 1)
    with acting_as(plan.acting("clerk")) as acting:
        seen = CouncilPaper.objects.get()
        with pytest.raises(Denied):
            compose_paper(acting, seen)
        with pytest.raises(Denied):
            share_paper(acting, seen, 1)
        with pytest.raises(Conflict, match="niet met de raad gedeeld"):
            adopt_paper(acting, seen, 1)
    for who in ("desk", "police", "statistician"):
        with acting_as(plan.acting(who)):
            assert not CouncilPaper.objects.exists()
    with acting_as(PUBLIC):
        assert not CouncilPaper.objects.exists()
        assert not Edition.objects.exists()


def the_paper(city: City) -> CouncilPaper:
    with acting_as(city.acting("adviser")):
        return CouncilPaper.objects.get()


def test_an_adopted_paper_does_not_change(paper: City) -> None:
    with acting_as(paper.acting("clerk")) as acting:
        adopt_paper(acting, CouncilPaper.objects.get(), 1)
        with pytest.raises(Conflict, match="al vastgesteld"):
            adopt_paper(acting, CouncilPaper.objects.get(), 1)
    with acting_as(paper.acting("adviser")) as acting:
        made = CouncilPaper.objects.get()
        seen = Edition.objects.get().sha256
        with pytest.raises(Conflict, match="vastgesteld"):
            share_paper(acting, made, 1)
        with pytest.raises(Conflict, match="vastgesteld"):
            compose_paper(acting, made)
        with pytest.raises(Conflict, match="vastgesteld"):
            write_paper(acting, title="Anders", text="Anders.", paper=made, version=made.version)
        assert made.status == PaperStatus.ADOPTED
        assert made.adopted_edition_id == Edition.objects.get().id
        assert Edition.objects.get().sha256 == seen


def test_a_new_edition_is_not_public_before_it_is_shared(paper: City) -> None:
    with acting_as(paper.acting("adviser")) as acting:
        made = CouncilPaper.objects.get()
        write_paper(acting, title="Nog geheim", text="Nog geheim.", paper=made, version=1)
        second = compose_paper(acting, made)
    client = Client()
    url = reverse("programme:paper", args=[made.slug])
    for address in (url, reverse("programme:papers")):
        assert "Nog geheim" not in client.get(address).content.decode()
    for name in ("paper_pdf", "paper_bundle"):
        answer = client.get(reverse(f"programme:{name}", args=[made.slug]))
        assert f"{made.slug}-1." in answer["Content-Disposition"]
    with acting_as(PUBLIC):
        assert [one.number for one in Edition.objects.all()] == [1]
        assert not Binding.objects.filter(edition=second).exists()
        assert not CouncilPaper.objects.exists()
    with (
        acting_as(paper.acting("clerk")) as acting,
        pytest.raises(Conflict, match="andere uitgave"),
    ):
        adopt_paper(acting, made, 2)
    with acting_as(paper.acting("adviser")) as acting:
        share_paper(acting, made, 2)
    assert "Nog geheim" in client.get(url).content.decode()
    with acting_as(PUBLIC):
        assert [one.number for one in Edition.objects.all()] == [2]


def test_the_council_adopts_the_edition_that_it_read(
    paper: City, client_as: Callable[..., Client]
) -> None:
    made = the_paper(paper)
    page = reverse("programme:work_paper", args=[made.id])
    step = reverse("programme:paper_step", args=[made.id, "vaststellen"])
    clerk, adviser = client_as("clerk"), client_as("adviser")
    adviser.post(reverse("programme:paper_step", args=[made.id, "maken"]))
    assert "Iedereen leest uitgave 1." in adviser.get(page).content.decode()
    assert 'name="uitgave" value="1"' in clerk.get(page).content.decode()
    adviser.post(reverse("programme:paper_step", args=[made.id, "delen"]), {"uitgave": "2"})
    for number in ("1", "", "-1", "twee", "9" * 30):
        assert clerk.post(step, {"uitgave": number}).status_code == 409, number
    assert the_paper(paper).status == PaperStatus.SHARED
    assert clerk.post(step, {"uitgave": "2"}).status_code == 302
    public = Client().get(reverse("programme:paper", args=[made.slug])).content.decode()
    assert "Dit is uitgave 2." in public
    assert "De raad stelde deze uitgave vast." in public
    assert adviser.post(reverse("programme:paper_step", args=[made.id, "maken"])).status_code == 409


CHANGES = {
    "another edition of an adopted paper": "insert into programme_edition select gen_random_uuid(),"
    " 9, title, text, composed_at, pdf, bundle, sha256, paper_id from programme_edition"
    " where number = 1",
    "one more figure in a shared edition": "insert into programme_binding (id, position,"
    " expression, printed, citation, evidence, sha256, retrieved_at, edition_id)"
    " select gen_random_uuid(), 99, 'x', 'x', 'x', 'x', 'x', now(), id from programme_edition"
    " where number = 1",
    "a paper that begins as adopted": "insert into programme_councilpaper (id, slug, title, status,"
    " text, version, changed_at, shared_edition_id, adopted_edition_id)"
    " select gen_random_uuid(), 'nieuw', 'x', 'adopted', 'x', 1, now(), id, id"
    " from programme_edition where number = 1",
    "an edition of another paper": "update programme_councilpaper set status = 'shared',"
    " shared_edition_id = (select id from programme_edition where number = 1)"
    " where slug = 'ander'",
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_keeps_what_the_council_got(paper: City, what: str) -> None:
    """Past all of our code: the statement that an error in it would send."""
    with acting_as(paper.acting("adviser")) as acting:
        other = write_paper(acting, title="Ander", text="Tekst.")
        assert other.slug == "ander"
    if what.startswith("another edition"):
        with acting_as(paper.acting("adviser")), connection.cursor() as cursor:
            cursor.execute(CHANGES[what])
            assert cursor.rowcount == 1
        with acting_as(paper.acting("clerk")) as acting:
            adopt_paper(acting, CouncilPaper.objects.get(status="shared"), 1)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(paper.acting("adviser")),
        connection.cursor() as cursor,
    ):
        cursor.execute(CHANGES[what].replace(" 9,", " 10,"))


@pytest.mark.parametrize("wrong", [
    "status = 'draft'", "adopted_edition_id = shared_edition_id", "status = 'adopted'",
    "shared_edition_id = null",
])  # fmt: skip
def test_status_and_edition_belong_together(paper: City, wrong: str) -> None:
    """Also for the keeper, who is past the wall."""
    with (
        pytest.raises(IntegrityError, match="paper_edition_fits_status"),
        connections["keeper"].cursor() as cursor,
    ):
        cursor.execute(f"update programme_councilpaper set {wrong}")


def test_writing_and_composing_in_the_browser(plan: City, client_as: Callable[..., Client]) -> None:
    client = client_as("adviser")
    new = reverse("programme:paper_new")
    bad = client.post(new, {"title": "Kort", "text": "Er zijn {{ cijfer: X }}."})
    assert bad.status_code == 422
    assert "Er zijn {{ cijfer: X }}." in bad.content.decode()
    good = client.post(new, {"title": "Kort", "text": "Er waren 53 adressen."}, follow=True)
    assert good.status_code == 200
    with acting_as(plan.acting("adviser")):
        made = CouncilPaper.objects.get()
    step = reverse("programme:paper_step", args=[made.id, "maken"])
    refused = client.post(step)
    assert refused.status_code == 422
    assert "Getypt en niet gebonden: 53." in refused.content.decode()
    edit = reverse("programme:paper_edit", args=[made.id])
    text = "Er waren {{ cijfer: I-WONING-CONTROLES | 2022-02/2022-08 }} adressen."
    client.post(edit, {"title": "Kort", "text": text, "version": 1})
    assert client.post(step).status_code == 302
    shown = client.get(reverse("programme:work_paper", args=[made.id])).content.decode()
    assert ">53<sup>1</sup>" in shown
    stale = client.post(edit, {"title": "Kort", "text": "Anders.", "version": 1})
    assert stale.status_code == 409
    assert client.get(reverse("programme:paper", args=[made.slug])).status_code == 404
    client.post(reverse("programme:paper_step", args=[made.id, "delen"]), {"uitgave": "1"})
    assert client.get(reverse("programme:paper", args=[made.slug])).status_code == 200
    archive = client.get(reverse("programme:paper_bundle", args=[made.slug]))
    assert archive["Content-Type"] == "application/zip"
    assert SOURCE in zipfile.ZipFile(io.BytesIO(archive.content)).namelist()


def test_the_verifier_needs_no_database_and_no_secrets(paper: City, tmp_path: Path) -> None:
    with acting_as(PUBLIC):
        file = tmp_path / "bundel.zip"
        file.write_bytes(bytes(Edition.objects.get().bundle))
    script = (
        "import sys\n"
        "from django.conf import settings\n"
        "settings.configure(USE_I18N=False)\n"
        "from baken.programme.paper.verify import verify_paper\n"
        "sys.exit(len(verify_paper(sys.argv[1])))"
    )
    bare = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", script, str(file)], env=bare, check=False)
    assert done.returncode == 0
