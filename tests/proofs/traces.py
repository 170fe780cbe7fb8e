"""Proof: after reports by every door nothing says from where they came, nor who told in secret.

Residents tell by the form, with photos that know where they were made, in confidence, by others'
software, all from an address that must not be kept; the desk works on it, wrong codes are tried.
Then everything is searched: a dump of the whole database, the stored files, all logs, what lies in
shared memory and temporary folders, and the memory of the worker.

What is promised of memory: the worker never learns an address or what a photo told, and not the
name or number behind a confidential report. The web server does learn them while it takes a report
in; Python gives no way to wipe that, so its memory is counted here and not judged. The worker reads
the mail address of who reported in confidence to write to it, and is not judged on that one either.
"""

import random
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import requests
from bench import cpu
from bench.browser import Answer, Browser
from bench.house import House
from bench.telling import solved
from django.test import override_settings
from PIL import Image

from tests.messages.mailbox import mailbox
from tests.proofs.outcome import Outcome

ADDRESS = "203.0.113.77"
DEVICE, AUTHOR = "Toestelgeheim9000", "Fotograafgeheim"
SECRET = {"name": "Zwijgzaam Bedenksel", "phone": "0612398745", "email": "zwijg@voorbeeld.invalid"}
HEAD = {"X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}"}
BOX = "meldingen@gemeente.voorbeeld.invalid"
FULL = 3


def prove(rounds: int, dice: random.Random, house: House) -> Outcome:
    """So many reports by each way; then the search."""
    house.people()
    outcome = Outcome()
    with mailbox() as box, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=box.port):
        mail = {"BAKEN_SMTP_HOST": "127.0.0.1", "BAKEN_SMTP_PORT": str(box.port),
                "BAKEN_TRUSTED_PROXIES": "1", "BAKEN_MAIL_IN": BOX}  # fmt: skip
        web, worker = house.web(**mail), house.worker(**mail)
        for _round in range(rounds):
            _everything(house, web.port, dice)
        _until_sent(house)
        memory = {"web": _memory(web.pid), "worker": _memory(worker.pid)}
        web.stop()
        worker.stop()
    places = {"dump": _dump(house), "files": b"".join(_files(house)), "logs": _logs(house),
              "temporary": _temporary(), "memory of the worker": memory["worker"]}  # fmt: skip
    for place, content in places.items():
        for bait in _baits(place):
            outcome.check(bait.encode() not in content, f"{bait} stands in {place}")
    outcome.check(b"voorbeeld.invalid" in b"".join(map(_of, box.mails)), "no mail went out")
    outcome.check(_there(house) == rounds * 4, f"{_there(house)} reports, not {rounds * 4}")
    outcome.facts |= {"reports": _there(house), "letters": len(box.mails)}
    outcome.facts |= {f"kB of {place}": len(content) // 1024 for place, content in places.items()}
    outcome.facts["in the memory of the web server"] = sum(
        bait.encode() in memory["web"] for bait in _baits("dump")
    )
    return outcome


def _baits(place: str) -> list[str]:
    known = [SECRET["email"]] if place == "memory of the worker" else []
    return [bait for bait in (ADDRESS, DEVICE, AUTHOR, *SECRET.values()) if bait not in known]


# -- what residents and colleagues do --------------------------------------------------------------


def _everything(house: House, port: int, dice: random.Random) -> None:
    """An open report with a photo, one in confidence, one without a name, one by software."""
    site = f"http://127.0.0.1:{port}"
    code = _by_form(site, "waste.dumped", {"email": "bo@voorbeeld.invalid", "door": "named"})
    _by_form(site, "nuisance.noise", {**SECRET, "door": "confidential"})
    _by_form(site, "unsafe.dark", {"door": "nameless"})
    _by_signalen(site, dice)
    visitor = requests.Session()
    visitor.headers.update(HEAD)
    for wrong in ("1" * 24, "0000", code[::-1]):
        visitor.get(f"{site}/volgen/{wrong}/", timeout=30)
    page = visitor.get(f"{site}/volgen/{code}/", timeout=30)
    form = Answer(200, f"/volgen/{code}/", "", page.text).form("nonce")
    visitor.post(f"{site}{form.action}", data={**form.fields, "text": "Het ligt er nog."},
                 files={"photos": ("b.jpg", _photo(), "image/jpeg")}, timeout=30)  # fmt: skip
    _the_desk_looks(house, port)


def _by_form(site: str, kind: str, contact: dict[str, str]) -> str:
    """Through the steps, with photos, two seconds slow; the code."""
    visitor = requests.Session()
    visitor.headers.update(HEAD)
    page = visitor.get(f"{site}/melden/soort/?soort={kind.partition('.')[0]}", timeout=30)
    steps: list[dict[str, str]] = [{"soort": kind}, {"lat": "51.9120", "lon": "4.3417"}, {}, {}]
    for filled in steps:
        form = Answer(200, page.url, "", page.text).form("staat")
        if "text" in form.fields:
            break
        page = visitor.post(f"{site}{form.action}", data={**form.fields, **filled}, timeout=30)
    form = Answer(200, page.url, "", page.text).form("staat")
    time.sleep(2.1)
    done = visitor.post(
        f"{site}{form.action}", timeout=60,
        data={**form.fields, "bewijs": solved(form.fields["opgave"]), "text": "Dit is verzonnen.",
              **contact},
        files=[("photos", ("a.jpg", _photo(), "image/jpeg"))],
    )  # fmt: skip
    found = re.search(r"/volgen/(\d{24})/", done.text)
    if found is None:
        raise RuntimeError(f"no receipt: {done.status_code} {done.text[:3000]}")
    return found[1]


def _by_signalen(site: str, dice: random.Random) -> None:
    """Another text each time: the same again within ten minutes is the same report."""
    sent = {
        "text": f"Verzonnen: lamp {dice.randrange(10**9)} is stuk.",
        "location": {"geometrie": {"type": "Point", "coordinates": [4.3417, 51.9120]}},
        "category": {"sub_category": "/signals/v1/public/terms/categories/overig/"
                     "sub_categories/overig"},
        "reporter": {"email": "", "phone": ""},
        "incident_date_start": "2026-11-30T10:00:00.000Z",
    }  # fmt: skip
    made = requests.post(f"{site}/signals/v1/public/signals/", json=sent, headers=HEAD, timeout=30)
    made.raise_for_status()
    place = f"{site}/signals/v1/public/signals/{made.json()['signal_id']}/attachments/"
    requests.post(place, files={"file": ("c.jpg", _photo(), "image/jpeg")}, headers=HEAD,
                  timeout=30).raise_for_status()  # fmt: skip


def _the_desk_looks(house: House, port: int) -> None:
    desk = Browser(port)
    desk.sign_in(house.persona("desk").user_id)
    page = desk.get("/werk/meldingen/?staat=open&q=verzonnen")
    for path in sorted(set(re.findall(r'href="(/werk/meldingen/[0-9a-f-]{36}/)', page.text))):
        desk.get(path)
        with suppress(LookupError):
            form = desk.get(f"{path}vraag/").form("version")
            desk.post(f"{path}vraag/", {**form.fields, "text": "Hoe vaak gebeurt dit?"})
    desk.close()


def _photo() -> bytes:
    """A JPEG that tells where, by what and by whom it was made."""
    picture = Image.effect_noise((160, 120), 60).convert("RGB")
    tags = Image.Exif()
    tags[271], tags[315] = DEVICE, AUTHOR
    tags.get_ifd(0x8825).update({1: "N", 2: (51.0, 54.0, 43.2), 3: "E", 4: (4.0, 20.0, 30.1)})
    out = BytesIO()
    picture.save(out, "jpeg", exif=tags, comment=AUTHOR.encode())
    return out.getvalue()


def _until_sent(house: House) -> None:
    """Until the worker did all there is to do, and a little longer."""
    with house.superuser() as superuser:
        end = time.monotonic() + 120
        sql = ("select count(*) from messages_message where state = 'waiting' union all"
               " select count(*) from procrastinate_jobs where status = 'doing'")  # fmt: skip
        while any(row[0] for row in superuser.execute(sql)) and time.monotonic() < end:
            time.sleep(0.2)
    time.sleep(1)


# -- where is looked -------------------------------------------------------------------------------


def _dump(house: House) -> bytes:
    """The whole database as SQL, past the wall."""
    tool = house.cluster.dump_tool("pg_dump")
    done = subprocess.run(
        [str(tool), "-d", house.cluster.url("postgres")], capture_output=True, check=True
    )
    assert b"COPY public.reports_report" in done.stdout
    return done.stdout


def _files(house: House) -> Iterator[bytes]:
    for path in (house.data / "files").rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def _logs(house: House) -> bytes:
    """Of web, worker and PostgreSQL."""
    found = {path for path in house.data.rglob("*.log") if path.is_file()}
    found |= {path for path in house.cluster.home.rglob("*.log") if path.is_file()}
    assert {path.name for path in found} >= {"web.log", "worker.log"}, found
    return b"".join(path.read_bytes() for path in found)


def _temporary() -> bytes:
    """What lies in shared memory and in the folder for temporary files, of the last minutes."""
    recent, found = time.time() - 600, []
    for folder in (Path("/dev/shm"), Path("/tmp")):
        for path in folder.glob("*"):
            with suppress(OSError):
                small = path.is_file() and path.stat().st_size < 50_000_000
                if small and path.stat().st_mtime > recent:
                    found.append(path.read_bytes())
    return b"".join(found)


def _memory(pid: int) -> bytes:
    """What a process and its children hold in memory that can be written."""
    return b"".join(piece for one in cpu.tree(pid) for piece in _regions(one))


def _regions(pid: int) -> Iterator[bytes]:
    with suppress(OSError), Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            start, end = (int(part, 16) for part in place.split("-"))
            if rights.startswith("rw") and "[vvar" not in line:
                with suppress(OSError, OverflowError, ValueError):
                    memory.seek(start)
                    yield memory.read(end - start)


def _there(house: House) -> int:
    with house.superuser() as superuser:
        row = superuser.execute("select count(*) from reports_report").fetchone()
    return int(row[0]) if row else 0


def _of(mail: object) -> bytes:
    return str(mail).encode(errors="replace")
