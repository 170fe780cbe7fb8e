"""The small commands, on one installation: inviting, verifying, importing, serving, help."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from tests.cli.place import Home, baken, environment
from tests.geo.test_imports import FOLDER, HEAD, ROWS
from tests.program import program
from tests.programme.conftest import CRIMES, PLAN


def test_help_explains_and_gives_examples() -> None:
    page = baken("--help")
    assert page.returncode == 0
    for word in ("demo", "serve", "worker", "migrate", "backup", "restore", "admin", "doctor",
                 "verify", "import", "reseal"):  # fmt: skip
        assert word in page.stdout
        more = baken(word, "--help").stdout
        assert "gebruik:" in more
        assert "usage" not in more + page.stdout
        assert more.rstrip().splitlines()[-1].strip()[:2] != "--", f"{word} has no examples"


@pytest.mark.parametrize(
    ("typed", "says"),
    [(["niets"], "dit ken ik niet"), (["demo", "--port", "x"], "dit is geen getal"),
     (["import", "plan"], "hier mist nog iets"), ([], "hier mist nog iets")],
)  # fmt: skip
def test_a_typing_error_is_told_in_dutch(typed: list[str], says: str) -> None:
    done = baken(*typed)
    assert done.returncode == 2
    assert says in done.stderr
    assert "--help" in done.stderr


def test_a_missing_address_of_the_database_is_told() -> None:
    done = baken("migrate", DATABASE_URL="postgresql://x@/x")
    assert done.returncode == 1
    assert "OWNER_DATABASE_URL nodig" in done.stderr


def _serve(home: Home, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        program(*arguments, "--data", str(home.folder)), env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(look: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if look():
            return True
        time.sleep(0.2)
    return False


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_an_invitation_works_once_over_http(home: Home) -> None:
    port = _port()
    wrong = home.baken("admin", "invite", "geen adres")
    assert wrong.returncode == 1
    assert "geen e-mailadres" in wrong.stderr
    done = home.baken("admin", "invite", "eerste@voorbeeld.invalid", "--url",
                      f"http://127.0.0.1:{port}")  # fmt: skip
    link = done.stdout.splitlines()[0]
    web = _serve(home, "serve", "--port", str(port), "--workers", "1")
    try:
        assert _wait(lambda: _answers(port))
        _accept(link)
    finally:
        web.send_signal(signal.SIGTERM)
        web.communicate(timeout=40)
    assert web.returncode == 0
    assert not _answers(port)
    assert home.sql(
        "select email, capacity, purpose from access_assignment a"
        " join access_user u on u.id = a.user_id"
    ) == [("eerste@voorbeeld.invalid", "administrator", "administration")]
    assert home.cluster.running()


def _accept(link: str) -> None:
    """Fill in the form of the invitation with a plain browser; the second time it is spent."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link) as answer:
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer.read().decode())
    assert token
    word = "een lang en eigen wachtwoord"
    form = urlencode({"csrfmiddlewaretoken": token[1], "name": "Eef Eerste", "password": word,
                      "again": word}).encode()  # fmt: skip
    with browser.open(urllib.request.Request(link, form, {"Referer": link})) as answer:
        assert answer.url.endswith("/account/login/")
    with pytest.raises(HTTPError) as spent:
        browser.open(urllib.request.Request(link, form, {"Referer": link}))
    assert spent.value.code == 409
    spent.value.close()


def test_a_worker_starts_beats_and_stops(home: Home) -> None:
    worker = _serve(home, "worker")
    beats = "select count(*) from procrastinate_workers"
    try:
        assert _wait(lambda: home.sql(beats) != [(0,)])
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=40)
    assert worker.returncode == 0


def test_the_wall_stands_and_a_hole_is_named(home: Home) -> None:
    assert home.baken("verify", "wall").returncode == 0
    home.sql("alter table cases_case no force row level security")
    try:
        done = home.baken("verify", "wall")
    finally:
        home.sql("alter table cases_case force row level security")
    assert done.returncode == 1
    assert "cases_case" in done.stdout.split("FOUT", 1)[1]


def test_a_forged_entry_breaks_the_chain(home: Home) -> None:
    for number in range(3):
        home.sql(
            "insert into audit_entry (request_id, acting_kind, capacity, purpose, verb,"
            " object_kind, ground, outcome, count) values (gen_random_uuid(), 'job', '', '',"
            " 'test.write', '', '', 'done', %(number)s)",
            role="keeper", number=number,
        )  # fmt: skip
    _seal(home)
    done = home.baken("verify", "audit")
    assert (done.returncode, "De keten klopt" in done.stdout) == (0, True), done.stdout
    home.sql(
        "set session_replication_role = replica;"
        " update audit_entry set count = 7 where count = 1 and verb = 'test.write'"
    )
    done = home.baken("verify", "audit")
    assert done.returncode == 1
    assert done.stdout.startswith("FOUT")


def _seal(home: Home) -> None:
    """Seal now what the worker seals every few minutes."""
    code = "import django; django.setup()\nfrom baken.audit.tasks import seal\nseal.run()\n"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=environment(
            DATABASE_URL=home.cluster.url("app"), DJANGO_SETTINGS_MODULE="baken.portal.settings",
            BAKEN_KEY_FILE=str(home.folder / "keys" / "baken-key"),
            BAKEN_SECRET_KEY_FILE=str(home.folder / "keys" / "baken-secret-key"),
        ),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("what", ["plan", "areas", "addresses", "figures"])
@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"a;b\n=1+1;x\n"])
def test_a_wrong_file_is_told_and_changes_nothing(
    home: Home, tmp_path: Path, what: str, content: bytes
) -> None:
    file = tmp_path / "bestand"
    file.write_bytes(content)
    done = home.baken("import", what, str(file))
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert 10 < len(done.stderr.strip()) < 900, done.stderr


def test_a_folder_is_no_plan(home: Home, tmp_path: Path) -> None:
    done = home.baken("import", "plan", str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_good_files_are_read_and_twice_is_once(home: Home, tmp_path: Path) -> None:
    addresses = tmp_path / "adressen.csv"
    addresses.write_bytes("\r\n".join([HEAD, ROWS[0]]).encode())
    for what, file in (("plan", PLAN), ("figures", CRIMES), ("areas", FOLDER),
                       ("addresses", addresses)):  # fmt: skip
        first = home.baken("import", what, str(file))
        assert first.returncode == 0, first.stderr
        assert first.stdout.strip()
    assert home.sql("select count(*) from geo_address") == [(1,)]
    count = "select count(*) from programme_entry"
    before = home.sql(count)
    assert before > [(50,)]
    assert home.baken("import", "plan", str(PLAN)).returncode == 0
    assert home.sql(count) == before


def test_a_file_that_is_not_there(home: Home) -> None:
    done = home.baken("import", "plan", "/er/niet")
    assert (done.returncode, "is er niet" in done.stderr) == (1, True)
    done = baken("verify", "paper", "/er/niet")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
