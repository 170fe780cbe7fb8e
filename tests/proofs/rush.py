"""Proof: a rush of reports while twenty colleagues work on them, and web and worker are killed.

Residents tell through the real steps, 5,000 an hour; some click twice, some send a photo in pieces.
Who gets no answer sends the same form again, as people do. Colleagues take, ask, plan, answer,
give priority and hide what they find. After that: every report that anybody told is there once and
whole, with the terms that a slow oracle computes; every act that a colleague saw done is there; all
letters arrived; the trail holds.
"""

import http.client
import queue
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from itertools import count
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from bench.browser import Answer, Browser
from bench.house import House
from bench.telling import tell
from django.test import override_settings
from django.utils import timezone

from baken.cli.place import say
from tests.city import signed_in
from tests.core.test_terms_oracle import slow_due
from tests.documents import files
from tests.messages.mailbox import mailbox
from tests.proofs.crash import Crash
from tests.proofs.outcome import Outcome

FULL = 600
PER_HOUR, OFFICERS, RESIDENTS = 5000, 20, 10
# When what is killed, as parts of the whole time.
KILLS = ((0.2, "web"), (0.35, "worker"), (0.5, "web"), (0.7, "worker"))
PATIENCE = 120
DESK = "/werk/meldingen/"
ACTS = ("neem", "vraag", "plan", "antwoord", "spoed", "verberg")
NOTED = {"neem": "taken", "vraag": "asked", "plan": "planned", "antwoord": "answered",
         "spoed": "urgent", "verberg": "hidden"}  # fmt: skip


def prove(seconds: int, dice: random.Random, house: House) -> Outcome:
    """A rush of so many seconds; 600 is the full proof. Shorter ones kill the web server once."""
    house.people()
    with mailbox() as box, override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=box.port):
        return Rush(house, dice, box).begin(seconds)


@dataclass
class Rush(Crash):
    """The house of the crash proof, with everybody in it at once."""

    told: list[str] = field(default_factory=list)
    twice: list[tuple[str, str]] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def begin(self, seconds: int) -> Outcome:
        self._lock, self._over = threading.Lock(), threading.Event()
        self._forms: queue.Queue[int] = queue.Queue()
        self._mail = {"BAKEN_SMTP_HOST": "127.0.0.1", "BAKEN_SMTP_PORT": str(self.box.port)}
        self.counts = {"worker ended itself": 0}
        self.web, self.worker = self.house.web(**self._mail), self.house.worker(**self._mail)
        self._answers()
        people = [one for one in self.house.workers if one.purpose == "reports"]
        officers = [self._signed(people[n % len(people)].user_id) for n in range(OFFICERS)]
        threads = [
            *(threading.Thread(target=self._resident, args=(random.Random(self.dice.random()),))
              for _number in range(RESIDENTS)),
            *(threading.Thread(target=self._officer, args=(one, random.Random(self.dice.random())))
              for one in officers),
        ]  # fmt: skip
        for thread in threads:
            thread.start()
        self._let_time_pass(seconds)
        for thread in threads:
            thread.join()
        self._judge_rush()
        return self.outcome

    def _signed(self, user_id: UUID) -> Browser:
        """A colleague who passed both steps; the demo's buttons know only a few."""
        client = signed_in(user_id)
        return Browser(self.web.port, {name: one.value for name, one in client.cookies.items()})

    def _let_time_pass(self, seconds: int) -> None:
        """A form is begun every so often; now and then something is killed."""
        start, pause = time.monotonic(), 3600 / PER_HOUR
        kills = [(part * seconds, what) for part, what in KILLS] if seconds >= FULL / 2 else [
            (seconds / 2, "web")]  # fmt: skip
        for number in count():
            now = time.monotonic() - start
            if now > seconds:
                break
            self._forms.put(number)
            while kills and now >= kills[0][0]:
                self._strike(kills.pop(0)[1])
            if number % 100 == 0:
                say(f"  {now:.0f} s: {len(self.told)} told, {sum(self.done.values())} acts")
            time.sleep(max(0, start + (number + 1) * pause - time.monotonic()))
        self._over.set()

    def _strike(self, what: str) -> None:
        """kill -9 of the whole of it, and start it again while everybody goes on."""
        (self.web if what == "web" else self.worker).kill()
        if what == "web":
            self.web = self.house.web(port=self.web.port, **self._mail)
        else:
            self.worker = self.house.worker(**self._mail)
        self.counts[f"{what} killed"] = self.counts.get(f"{what} killed", 0) + 1

    # -- residents -------------------------------------------------------------------------------

    def _resident(self, dice: random.Random) -> None:
        while not (self._over.is_set() and self._forms.empty()):
            try:
                number = self._forms.get(timeout=0.2)
            except queue.Empty:
                continue
            self._patiently(lambda number=number: self._tell(number, dice))

    def _tell(self, number: int, dice: random.Random) -> None:
        visitor = Browser(self.web.port)
        form = tell(visitor, dice)
        fields = dict(form.fields)
        if number % 10 == 0:
            fields["photos-deel"] = self._photo()
        time.sleep(2.1)
        answer = self._patiently(lambda: _taken(visitor.twin().post(form.path, fields)))
        told = _number_on(answer)
        if number % 7 == 0:
            again = self._patiently(lambda: _taken(visitor.twin().post(form.path, fields)))
            with self._lock:
                self.twice.append((told, _number_on(again)))
        with self._lock:
            self.told.append(told)

    def _photo(self) -> str:
        """A photo in pieces of a kilobyte, as over a bad line."""
        photo = files.jpeg(size=(120, 90))
        head = {"Tus-Resumable": "1.0.0"}
        line = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=30)
        line.request("POST", "/bijlage/", headers={**head, "Upload-Length": str(len(photo))})
        begun = line.getresponse()
        begun.read()
        place = urlsplit(begun.headers["Location"]).path
        for start in range(0, len(photo), 1024):
            line.request("PATCH", place, photo[start : start + 1024], {
                **head, "Upload-Offset": str(start),
                "Content-Type": "application/offset+octet-stream"})  # fmt: skip
            line.getresponse().read()
        line.close()
        return place.rstrip("/").rpartition("/")[2]

    def _patiently(self, act: Callable[[], Answer | None]) -> Answer:
        """Again and again while nobody answers; what is refused is noted and not tried again."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return act()  # type: ignore[return-value]
            except (OSError, HTTPException, Away) as error:
                if time.monotonic() > end:
                    with self._lock:
                        self.broken.append(f"no answer for {PATIENCE} s: {error!r}")
                    return Answer(0, "", "", "")
                time.sleep(0.3)
            except (RuntimeError, LookupError) as error:
                if "500" not in str(error)[:80] and "502" not in str(error)[:80]:
                    with self._lock:
                        self.broken.append(repr(error)[:600])
                    return Answer(0, "", "", "")
                time.sleep(0.3)

    # -- colleagues ------------------------------------------------------------------------------

    def _officer(self, signed: Browser, dice: random.Random) -> None:
        while not self._over.is_set():
            try:
                self._work(signed.twin(self.web.port), dice)
            except (OSError, HTTPException, LookupError):
                time.sleep(0.3)
            time.sleep(dice.uniform(0.5, 3))

    def _work(self, desk: Browser, dice: random.Random) -> None:
        page = desk.get(f"{DESK}?staat={dice.choice(['nieuw', 'bezig', 'open'])}")
        rows = sorted({href for href in _links(page.text) if href.count("/") == 4})
        if not rows:
            return
        path, verb = dice.choice(rows), dice.choices(ACTS, (5, 2, 2, 3, 2, 1))[0]
        report = desk.get(path)
        try:
            form = report.form(f"{verb}/") if verb in ("neem", "spoed") else (
                desk.get(f"{path}{verb}/").form("version"))  # fmt: skip
        except LookupError:
            return
        self._send(desk, f"{path}{verb}/", {**form.fields, **_filled(verb)}, verb)

    def _send(self, desk: Browser, path: str, fields: dict[str, str], verb: str) -> None:
        try:
            answer = desk.post(path, fields)
        except (OSError, HTTPException):
            answer = None
        with self._lock:
            if answer is not None and answer.status == 302:
                self.done[verb] += 1
            elif answer is None or answer.status >= 500:
                self.unsure[verb] += 1
            elif answer.status not in (409, 422, 404):
                self.broken.append(f"{path}: {answer.status}")

    # -- what is there ---------------------------------------------------------------------------

    def _judge_rush(self) -> None:
        self.outcome.wrong += self.broken[:20]
        with self.house.superuser() as superuser:
            self._all_there(superuser)
            self._terms_right(superuser)
            self._acts_there(superuser)
        self._letters_arrive()
        self._chain_holds()
        self.outcome.facts |= {
            "reports": len(self.told), "clicked twice": len(self.twice),
            "acts of colleagues": sum(self.done.values()), "without an answer":
            sum(self.unsure.values()), "letters": len(self.box.mails), **self.counts,
        }  # fmt: skip

    def _all_there(self, superuser: psycopg.Connection) -> None:
        rows = superuser.execute("select number from reports_report").fetchall()
        there = [row[0] for row in rows]
        self.outcome.check(
            sorted(there) == sorted(self.told),
            f"{len(there)} reports are there, {len(self.told)} were told; lost"
            f" {sorted(set(self.told) - set(there))[:5]}, more"
            f" {sorted(set(there) - set(self.told))[:5]}",
        )
        other = [pair for pair in self.twice if pair[0] != pair[1]]
        self.outcome.check(not other, f"clicked twice, became two: {other[:5]}")
        for what, sql in WHOLE.items():
            found = superuser.execute(sql).fetchall()
            self.outcome.check(not found, f"{what}: {found[:3]}")

    def _terms_right(self, superuser: psycopg.Connection) -> None:
        """Of what was not asked back: then the days that we waited count, too."""
        rows = superuser.execute(
            "select r.number, r.received_at, r.read_due_at, r.answer_due_at, c.read_within,"
            " c.answer_within, c.rules from reports_report r join reports_category c"
            " on c.id = r.category_id where not r.formal"
        ).fetchall()
        for number, received, read, answer, *spans, rules in rows:
            for due, span in zip((read, answer), spans, strict=True):
                amount, unit = span.split()
                slow = slow_due(_local(received), int(amount), unit, rules, [])
                self.outcome.check(due == slow, f"{number}: due {due}, not {slow} ({span})")

    def _acts_there(self, superuser: psycopg.Connection) -> None:
        for verb, kind in NOTED.items():
            sql = "select count(*) from reports_event where kind = %s and by_id is not null"
            (found,) = superuser.execute(sql, [kind]).fetchone() or (0,)
            more = ("resumed",) if verb == "neem" else ("calm",) if verb == "spoed" else ()
            for other in more:
                found += (superuser.execute(sql, [other]).fetchone() or (0,))[0]
            least, most = self.done[verb], self.done[verb] + self.unsure[verb]
            # Taking what is one's own already, or planning the same day, changes nothing.
            quiet = verb in ("neem", "plan", "spoed")
            self.outcome.check(
                (found <= most if quiet else least <= found <= most),
                f"{verb}: {found} are there, {least} were seen done, {most} were sent",
            )


class Away(Exception):
    """The server answered that it is not there."""


def _taken(answer: Answer) -> Answer:
    if answer.status >= 500:
        raise Away(str(answer.status))
    if answer.status != 200:
        words = " ".join(re.sub(r"<[^>]*>", " ", answer.text.partition("<main")[2]).split())
        raise RuntimeError(f"refused {answer.status}: {words[:400]}")
    return answer


def _number_on(answer: Answer) -> str:
    from tests.proofs.storm import _NUMBER

    found = _NUMBER.search(answer.text)
    return found.group() if found else f"none on {answer.status}"


def _links(text: str) -> list[str]:
    return [part.partition('"')[0].partition("?")[0] for part in text.split('href="')[1:]
            if part.startswith(DESK) and part[len(DESK) :][:36].count("-") == 4]  # fmt: skip


def _filled(verb: str) -> dict[str, str]:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    return {
        "vraag": {"text": "Hoe vaak gebeurt het?"},
        "plan": {"day": day},
        "antwoord": {"text": "Wij zijn geweest. Dit is verzonnen.", "result": "solved"},
        "verberg": {"why": "test"},
    }.get(verb, {})


def _local(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_default_timezone())


_REPORT = "select r.number from reports_report r where"
WHOLE = {
    "a report without its text, place, or one beginning": f"""{_REPORT}
        (select count(*) from reports_content x where x.report_id = r.id) <> 1
        or (select count(*) from reports_place x where x.report_id = r.id) <> 1
        or (select count(*) from reports_event x where x.report_id = r.id
          and x.kind = 'received') <> 1""",
    "a report without its one entry in the trail": f"""{_REPORT} (select count(*)
        from audit_entry e where e.object_id = r.id and e.verb = 'report.receive'
        and e.outcome = 'done') <> 1""",
    "an answered report without its answer": f"""{_REPORT} r.state = 'answered' and not exists
        (select 1 from reports_message m where m.report_id = r.id and not m.from_resident)""",
    "a report that says it has photos and has none": f"""{_REPORT} r.has_photos and not exists
        (select 1 from documents_document d where d.file_id = r.id)""",
}
