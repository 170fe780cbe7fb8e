"""What a business lets others know is told to those of the area, in the desk's own words."""

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from baken.core.acting import acting_as, job
from baken.core.errors import Conflict
from baken.messages.models import Message as Mail
from baken.reports.actions.intake import Firm
from baken.reports.area import actions
from baken.reports.area.models import AreaContact, AreaNotice
from baken.reports.mailin.actions import Outcome, take_in
from baken.reports.retention import remove_reports
from tests.reports.tools import HOLY, keeper_get, tell

PATH = "/werk/meldingen/ondernemers/"
SECRET = "Bakkerij Geheim"
TOLD = "In uw straat wordt geld gevraagd voor zogenaamde bewaking. Betaal niet, en bel 112."


def report_of_a_business(*, others=True, **more):
    firm = Firm("shop", SECRET, others)
    return tell(code="crime.pressure", firm=firm, door="named", name="Bo Bedenksel", **more)


def add(
    client, area="WK062202", title="Ondernemersvereniging Verzonnen", email="ov@voorbeeld.invalid"
):
    return client.post(PATH, {"title": title, "area_code": area, "email": email})


def mails():
    return Mail.objects.using("keeper").order_by("created_at")


def test_the_contacts_of_the_area_get_the_words_of_the_desk_and_never_who(city, client_as):
    desk = client_as("desk")
    add(desk)
    add(desk, "", "Heel de stad", "stad@voorbeeld.invalid")
    add(desk, "WK062207", "Elders", "elders@voorbeeld.invalid")
    report = report_of_a_business()
    page = desk.get(f"/werk/meldingen/{report.id}/").content.decode()
    assert "Schrijf hun" in page
    form = desk.get(f"/werk/meldingen/{report.id}/ondernemers/").content.decode()
    assert "Ondernemersvereniging Verzonnen" in form
    assert "Elders" not in form
    sent = desk.post(f"/werk/meldingen/{report.id}/ondernemers/", {"text": TOLD})
    assert sent.status_code == 302
    assert {mail.to for mail in mails()} == {"ov@voorbeeld.invalid", "stad@voorbeeld.invalid"}
    for mail in mails():
        assert "Betaal niet" in mail.text
        for secret in (SECRET, "Bedenksel", report.number, report.title):
            assert secret not in mail.text + mail.html + mail.subject
    assert "Bericht aan ondernemers" in desk.get(f"/werk/meldingen/{report.id}/").content.decode()


def test_without_the_consent_of_the_business_nobody_is_told(city, client_as):
    add(client_as("desk"))
    report = report_of_a_business(others=False)
    page = client_as("desk").post(f"/werk/meldingen/{report.id}/ondernemers/", {"text": TOLD})
    assert page.status_code == 409
    assert not mails().exists()
    with (
        acting_as(city.acting("desk")) as acting,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        AreaNotice.objects.bulk_create(
            [AreaNotice(report_id=report.id, at=timezone.now(), by_id=acting.user_id, text="x",
                        receivers=1)]
        )  # fmt: skip
    plain = tell()
    assert client_as("desk").get(f"/werk/meldingen/{plain.id}/ondernemers/").status_code == 404


def test_without_a_contact_it_says_so(city, client_as):
    report = report_of_a_business()
    with acting_as(city.acting("desk")) as acting, pytest.raises(Conflict, match="geen contact"):
        actions.tell(acting, report.id, TOLD)
    page = client_as("desk").get(f"/werk/meldingen/{report.id}/ondernemers/").content.decode()
    assert "Voeg er een toe" in page


def test_an_answer_to_it_is_no_answer_of_the_reporter(city, client_as, monkeypatch):
    from django.conf import settings

    from baken.messages.api import reply_address

    monkeypatch.setattr(settings, "BAKEN_MAIL_IN", "meldingen@gemeente.voorbeeld.invalid")
    add(client_as("desk"))
    report = report_of_a_business()
    client_as("desk").post(f"/werk/meldingen/{report.id}/ondernemers/", {"text": TOLD})
    address = reply_address(mails().get().about_id)
    raw = f"From: ov@voorbeeld.invalid\nTo: {address}\nMessage-ID: <1@x.invalid>\n\nDank.\n"
    assert take_in(raw.encode()) == Outcome.UNKNOWN


def test_addresses_lie_sealed_and_who_is_taken_off_is_erased(city, client_as):
    add(client_as("desk"))
    with connections["keeper"].cursor() as cursor:
        cursor.execute("select email from reports_areacontact")
        assert b"voorbeeld.invalid" not in bytes(cursor.fetchone()[0])
    row = AreaContact.objects.using("keeper").get()
    for who in ("police", "administrator"):
        assert client_as(who).post(f"{PATH}{row.id}/weg/").status_code in (403, 404)
    assert client_as("desk_west").post(f"{PATH}{row.id}/weg/").status_code == 404
    assert client_as("desk").post(f"{PATH}{row.id}/weg/").status_code == 302
    assert not AreaContact.objects.using("keeper").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"email": "geen"}, {"area": "WK999999"}, {"email": "a@b.nl\nBcc: c@d.nl"}],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(city, client_as, wrong):
    assert add(client_as("desk"), **wrong).status_code == 422
    assert not AreaContact.objects.using("keeper").exists()


def test_it_goes_with_the_report(city, client_as):
    add(client_as("desk"), "")
    report = report_of_a_business(where=HOLY)
    client_as("desk").post(f"/werk/meldingen/{report.id}/ondernemers/", {"text": TOLD})
    assert keeper_get(report.id)
    with acting_as(job("retention.run")) as acting:
        remove_reports(acting, [report.id])
    assert not mails().exists()
    assert not AreaNotice.objects.using("keeper").exists()
