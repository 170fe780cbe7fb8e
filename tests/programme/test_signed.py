"""Bundles that are signed, and checked by a program that shares nothing with ours."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse

from baken.core.acting import PUBLIC, acting_as, job
from baken.programme.actions import compose_paper, write_paper
from baken.programme.alone import check, curve
from baken.programme.alone import yaml as plain_yaml
from baken.programme.api import Asked, import_figures
from baken.programme.intake.recipe import Column, Recipe
from baken.programme.ledger.commit import canonical
from baken.programme.ledger.models import Cell, Opening, SigningKey
from baken.programme.models import CouncilPaper, Edition, Observation, Tally
from baken.programme.paper import program, signing
from baken.programme.paper.binder import bind
from baken.programme.paper.bundle import MANIFEST, SIGNATURE, TALLIES
from baken.programme.paper.inside import open_withheld
from baken.programme.paper.verify import unpack, verify_files
from tests.city import City
from tests.programme.conftest import DATA, FILES, PLAN
from tests.programme.test_tallies import NAME, counted  # noqa: F401 - a fixture

Counting = Callable[..., City]
ALONE = Path(program.SOURCE)


def composed(city: City, text: str) -> dict[str, bytes]:
    with acting_as(city.acting("adviser")) as acting:
        paper = write_paper(acting, title="Stuk", text=text)
        return unpack(bytes(compose_paper(acting, paper).bundle))


def the_bundle() -> bytes:
    with acting_as(PUBLIC):
        return bytes(Edition.objects.get().bundle)


def alone(files: dict[str, bytes], keys: tuple[str, ...] = ()) -> list[str]:
    return list(check.problems(files, list(keys)))


def run(folder: Path, *words: str) -> tuple[int, str]:
    """As anyone runs it: Python without our packages."""
    (folder / "narekenen.pyz").write_bytes(program.program())
    done = subprocess.run([sys.executable, "-I", "-S", "narekenen.pyz", *words], cwd=folder,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_example_paper_holds_for_who_has_only_the_bundle(paper: City, tmp_path: Path) -> None:
    (tmp_path / "stuk.zip").write_bytes(the_bundle())
    keys = Client().get(reverse("programme:check_keys"))
    (tmp_path / "sleutels.json").write_bytes(keys.content)
    code, said = run(tmp_path, "stuk.zip", "sleutels.json")
    assert (code, said.splitlines()[0][:12]) == (0, "Alles klopt:")
    assert keys.json()[0]["fingerprint"] in said
    assert run(tmp_path, "stuk.zip")[0] == 0
    (tmp_path / "andere.json").write_text(json.dumps([{"public": "0" * 64}]))
    code, said = run(tmp_path, "stuk.zip", "andere.json")
    assert (code, "staat niet bij de openbare sleutels" in said) == (1, True)
    for words in (["weg.zip"], ["narekenen.pyz"], ["sleutels.json"], ["stuk.zip", "stuk.zip"]):
        code, said = run(tmp_path, *words)
        assert code == 1, words
        assert said.startswith("FOUT"), words
    assert run(tmp_path) == (2, run(tmp_path, "--help")[1])


def test_the_program_shares_no_code_with_ours() -> None:
    for path in ALONE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert str(node.module).split(".")[0] in sys.stdlib_module_names, path
            elif isinstance(node, ast.Import):
                assert all(one.name in sys.stdlib_module_names for one in node.names), path
    assert program.program() == program.program.__wrapped__()


def test_its_yaml_reads_plans_as_ours_does() -> None:
    import yaml

    from baken.programme.planfile import _Loader, read_plan
    from baken.programme.planwriter import write_plan

    def as_text(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): as_text(one) for key, one in value.items()}
        if isinstance(value, list):
            return [as_text(one) for one in value]
        if isinstance(value, bool):
            return str(value).lower()
        return value if value is None else str(value)

    for raw in (PLAN.read_bytes(), write_plan(read_plan(PLAN.read_bytes()))):
        ours = yaml.load(raw.decode(), Loader=_Loader)
        assert plain_yaml.load(raw.decode()) == as_text(ours)
    said = 'a: "regel \\\n  door"\nb: |-\n  een\n  twee\nc: >-\n  een\n  twee\nd: [x, "y, z"]\n'
    assert plain_yaml.load(said) == as_text(yaml.safe_load(said))


# RFC 8032 §7.1, tests 1 to 3, and the secret key of 1024 bytes is left out for its length.
@pytest.mark.parametrize(("public", "raw", "signature"), [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6594a7c15e9716ed28dc027beceea1ec40a"),
])  # fmt: skip
def test_its_curve_is_that_of_the_standard(public: str, raw: str, signature: str) -> None:
    key, said, signed = (bytes.fromhex(one) for one in (public, raw, signature))
    assert curve.signed(said, signed, key)
    assert signing.signed(said, signed, key)
    for wrong in (
        (said + b"x", signed, key), (said, signed[:-1], key), (said, signed, key[:-1]),
        (said, bytes([signed[0] ^ 1]) + signed[1:], key), (said, signed, b"\xff" * 32),
        (said, signed[:32] + (int.from_bytes(signed[32:], "little") + curve.ORDER).to_bytes(
            32, "little"), key),
    ):  # fmt: skip
        assert not curve.signed(*wrong)
        assert not signing.signed(*wrong)


def test_every_kind_of_file_is_read_by_both(plan: City) -> None:
    for name in ("47013NED.csv", "47022NED.json", "83648NED.csv"):
        import_figures(FILES / name)
    import_figures(DATA / "bbv_nederland.csv")
    column = Column("Waarde", "I-ONVEILIG-BUURT-VM", "", "Ondergrens", "Bovengrens")
    recipe = Recipe("records", area="Gebied", period="Jaar", decimal=",", strict=True,
                    columns=(column,))  # fmt: skip
    import_figures(FILES / "veiligheidsmonitor.csv", asked=Asked(recipe=recipe))
    with acting_as(PUBLIC):
        rows = [
            row for row in Observation.objects.filter(current=True).select_related("snapshot")
            if row.amount is not None
        ]  # fmt: skip
    kinds = {(row.snapshot.name, row.measure, row.status, row.bound): row for row in rows}
    assert len({row.snapshot.name for row in rows}) > 5
    said = [
        "{{ cijfer: " + row.indicator + (f".{row.measure}" if row.measure else "")
        + f" | {row.period} | {row.area} }}}}." for row in kinds.values()
    ]  # fmt: skip
    files = composed(
        plan, "\n\n".join([*said, "{{ feit: O1.F4 | 84% }}.", "{{ register: bronnen }}."])
    )
    assert verify_files(files) == []
    assert alone(files) == []
    listed = json.loads(files[MANIFEST])["figures"]
    assert len(listed) == len(kinds) + 2 > 12


def test_what_is_withheld_is_committed_to_and_opened_inside(
    counted: Counting,  # noqa: F811
    client_as: Callable[..., Client],
) -> None:
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70), ("WK062203", "b", 3)])
    asked = [f"{{{{ telling: {NAME} | 2026-Q3{part} }}}}." for part in
             ("", " | WK062201", " | WK062202", " | WK062203")]  # fmt: skip
    files = composed(city, "\n\n".join(asked))
    assert verify_files(files) == []
    assert alone(files) == []
    held = json.loads(files[MANIFEST])["withheld"]
    assert [one["part"] for one in held] == ["WK062201", "WK062203"]
    assert all(len(one["commitment"]) == 64 for one in held)
    for row in json.loads(files[TALLIES]):
        assert (row["amount"] is None) == bool(row["withheld"])
    with acting_as(job("programme.open", "statistics")) as acting:
        assert open_withheld(acting, files) == (2, [])
        assert Opening.objects.count() > 2
    for name in ("statistician", "adviser", "clerk", "administrator"):
        with acting_as(city.acting(name)):
            assert not Opening.objects.exists()
    with acting_as(job("programme.measure", "statistics")):
        assert not Opening.objects.exists()
    with pytest.raises(ProgrammingError), acting_as(job("programme.open", "statistics")):
        Opening.objects.update(nonce=b"x")


@pytest.mark.parametrize(("change", "said"), [
    (lambda one: Opening.objects.using("keeper").filter(cell=one).update(nonce=b"0" * 32),
     "een ander dan is vastgelegd"),
    (lambda one: Opening.objects.using("keeper").filter(cell=one).delete(), "geen geheim"),
    (lambda one: Tally.objects.using("keeper").filter(amount=2).update(amount=3),
     "de exacte telling is veranderd"),
    (lambda one: Cell.objects.using("keeper").filter(id=one.id).update(part="area=WK062202"),
     "een ander dan is vastgelegd"),
])  # fmt: skip
def test_a_number_that_was_changed_afterwards_does_not_open(
    counted: Counting,  # noqa: F811
    change: Callable[[Cell], object],
    said: str,
) -> None:
    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    files = composed(city, f"{{{{ telling: {NAME} | 2026-Q3 | WK062201 }}}}.")
    row = Cell.objects.using("keeper").filter(part="area=WK062201", period="2026-Q3").get()
    change(row)
    with acting_as(job("programme.open", "statistics")) as acting:
        (problem,) = open_withheld(acting, files)[1]
    assert said in str(problem)


def test_no_small_number_can_be_tried_out(counted: Counting) -> None:  # noqa: F811
    """Neither against the commitment nor against the hash of the exact counts: both are salted."""
    import hashlib

    city = counted("reports", [("WK062201", "a", 2), ("WK062202", "a", 70)])
    files = composed(city, f"{{{{ telling: {NAME} | 2026-Q3 | WK062201 }}}}.")
    with acting_as(PUBLIC):
        cell = Cell.objects.get(part="area=WK062201", period="2026-Q3")
        tried = {hashlib.sha256(canonical(cell, amount)).hexdigest() for amount in range(100)}
        assert cell.commitment not in tried
    public = b"".join(files.values())
    openings = Opening.objects.using("keeper").select_related("run")
    for opening in openings:
        assert bytes(opening.nonce) not in public
        assert bytes(opening.nonce).hex().encode() not in public
        assert bytes(opening.run.salt).hex().encode() not in public
        assert (len(bytes(opening.nonce)), len(bytes(opening.run.salt))) == (32, 32)
    assert len({bytes(one.nonce) for one in openings}) == len(openings)


def test_a_forger_cannot_sign(paper: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """All hashes mended, and signed with a key of the forger's own."""
    with acting_as(PUBLIC):
        keys = tuple(key.public for key in SigningKey.objects.all())
    monkeypatch.setattr(
        settings, "BAKEN_SIGNING_KEY", "van de vervalser, en lang genoeg om te mogen"
    )
    files = unpack(the_bundle())
    listed = json.loads(files[MANIFEST])
    public = signing.public_key()
    listed["key"] |= {"public": public.hex(), "fingerprint": signing.fingerprint(public)}
    raw = json.dumps(listed).encode()
    seal = f"{check.sha256(raw)}\n".encode()
    forged = {**files, MANIFEST: raw, SIGNATURE: signing.sign(raw), "manifest.sha256": seal}
    assert verify_files(forged) == []
    assert alone(forged) == []
    assert [one.where for one in verify_files(forged, keys)] == [SIGNATURE]
    assert alone(forged, keys) == ["manifest.sig: deze sleutel staat niet bij de openbare sleutels"]


def test_an_old_key_stays_listed_and_without_one_no_paper_is_made(
    paper: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = the_bundle()
    monkeypatch.setattr(
        settings, "BAKEN_SIGNING_KEY", "een volgende sleutel die ook lang genoeg is"
    )
    with acting_as(paper.acting("adviser")) as acting:
        made = CouncilPaper.objects.get()
        compose_paper(acting, made)
        keys = [key.public for key in SigningKey.objects.all()]
        assert len(keys) == 2
        assert verify_files(unpack(before), keys) == []
    page = Client().get(reverse("programme:check_keys")).json()
    assert [one["public"] for one in page] == keys
    assert all(one["pem"].startswith("-----BEGIN PUBLIC KEY-----") for one in page)
    monkeypatch.setattr(settings, "BAKEN_SIGNING_KEY", "")
    with (
        pytest.raises(ValidationError, match="geen sleutel om stukken mee te ondertekenen"),
        acting_as(paper.acting("adviser")) as acting,
    ):
        compose_paper(acting, made)


def test_the_page_says_how_and_gives_the_program(paper: City) -> None:
    page = Client().get(reverse("programme:checking")).content.decode()
    assert "python3 narekenen.pyz stuk.zip sleutels.json" in page
    with acting_as(PUBLIC):
        public = bytes.fromhex(SigningKey.objects.get().public)
    assert signing.fingerprint(public) in page
    given = Client().get(reverse("programme:check_program"))
    names = zipfile.ZipFile(io.BytesIO(given.content)).namelist()
    assert {"__main__.py", "narekenen/check.py"} <= set(names)
    assert check.sha256(given.content) in page


def test_sentences_charts_and_maps_are_read_by_both(plan: City) -> None:
    """Every pair of years that may be compared, and all that can be drawn."""
    column = Column("Waarde", "I-ONVEILIG-BUURT-VM", "", "Ondergrens", "Bovengrens")
    recipe = Recipe("records", area="Gebied", period="Jaar", decimal=",", strict=True,
                    columns=(column,))  # fmt: skip
    import_figures(FILES / "veiligheidsmonitor.csv", asked=Asked(recipe=recipe))
    import_figures(FILES / "83648NED.csv")
    with acting_as(PUBLIC):
        rows = Observation.objects.filter(current=True, measure="", amount__isnull=False)
        found = sorted({(row.indicator, row.area, row.period) for row in rows})
    pairs = [
        f"{{{{ zin: {a[0]} | {a[2]} | {b[2]} | {a[1]} }}}}"
        for a, b in pairwise(found)
        if a[:2] == b[:2]
    ]
    drawn = [f"{{{{ grafiek: {key} | {area} }}}}" for key, area, _period in found]
    maps = [f"{{{{ kaart: {key} | {period} }}}}" for key, area, period in found if area[:2] == "WK"]
    asked = list(dict.fromkeys([*pairs, *drawn[::9], *maps]))
    with acting_as(plan.acting("adviser")):
        fits = [one for one in asked if _binds(one)]
    files = composed(plan, "\n\n".join([*fits, "{{ citaat: B1 | 84% van 12 }}"]))
    assert verify_files(files) == []
    assert alone(files) == []
    words = files["paper.txt"].decode()
    for said in ("stijging", "daling", "bijna gelijk", "marges van de twee", "procentpunt"):
        assert said in words, said
    assert sum("grafiek" in one for one in fits) > 3
    assert sum("kaart" in one for one in fits) > 3


def _binds(text: str) -> bool:
    try:
        bind(text)
    except ValidationError:
        return False
    return True
