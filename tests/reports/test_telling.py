"""A resident tells, without script: danger, what, where, tell, receipt."""

from django.test import Client

from baken.reports.follow import code_of, fingerprint
from baken.reports.models import Content
from tests.reports.tools import TEXT, sealed_in, stored


def test_the_whole_form_without_script(database):
    client = Client()
    assert "112" in client.get("/melden/").content.decode()
    page = client.get("/melden/soort/")
    assert page.status_code == 200
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "soort": "nuisance"})
    assert "Lawaai" in page.content.decode()
    page = client.post("/melden/soort/", {"staat": sealed_in(page), "soort": "nuisance.noise"})
    assert "Waar is het?" in page.content.decode()
    page = client.post("/melden/waar/", {"staat": sealed_in(page), "buurt": "BU06220203"})
    assert "Wat gebeurt er?" in page.content.decode()
    import time
    time.sleep(2)
    page = client.post("/melden/vertel/", {"staat": sealed_in(page), "text": TEXT})
    assert page.status_code == 200, page.content.decode()[:3000]
    text = page.content.decode()
    report = stored().get()
    assert report.number in text
    code = code_of(report.id)
    assert code[:4] in text
    assert report.token_hash == fingerprint(code)
    assert Content.objects.using("keeper").get().text == TEXT
    assert set(client.cookies) <= {"baken_csrf"}
    page = client.get(f"/volgen/{code}/")
    assert page.status_code == 200
    assert TEXT in page.content.decode().replace("&#x27;", "'")
