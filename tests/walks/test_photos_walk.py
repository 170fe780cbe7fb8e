"""Photos on a bad line: with a client that is not ours (tuspy), and in a browser that loses it."""

import io

import pytest
from playwright.sync_api import Route, expect
from tusclient.client import TusClient

from baken.documents import parts
from baken.documents.models import Document
from baken.reports.intake.draft import FASTEST_SECONDS
from tests.documents import files
from tests.reports.tools import stored
from tests.walks.walk import Begin, follow

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("city")]


def test_anothers_client_sends_and_goes_on_where_it_was(site: str) -> None:
    photo = files.jpeg(size=(200, 200))
    client = TusClient(f"{site}/bijlage/")
    first = client.uploader(
        file_stream=io.BytesIO(photo), chunk_size=200, metadata={"filename": "elders.jpg"}
    )
    first.upload_chunk()
    again = client.uploader(file_stream=io.BytesIO(photo), chunk_size=500, url=first.url)
    assert again.offset == 200
    again.upload()
    kept = parts.opened(first.url.rstrip("/").rpartition("/")[2])
    assert (kept.name, kept.read()) == ("elders.jpg", photo)


def test_a_photo_survives_a_lost_line_and_a_mistake_in_the_form(begin: Begin) -> None:
    walk = begin("phone", "foto's")
    page = walk.who("")
    page.goto("/melden/soort/?soort=waste")
    page.get_by_label("Afval op straat").check()
    follow(page.get_by_role("button", name="Verder"))
    page.get_by_label("Ik weet het niet, of ik wil geen plek opgeven").check()
    follow(page.get_by_role("button", name="Verder"))
    follow(page.get_by_role("button", name="Verder"))
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "PATCH" and len(lost) < 3:
            lost.append(route.request.url)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/bijlage/**", lose)
    photo = files.jpeg(size=(1600, 1200))
    page.locator("input[type=file]").set_input_files(
        [{"name": "afval.jpg", "mimeType": "image/jpeg", "buffer": photo},
         {"name": "leeg.txt", "mimeType": "text/plain", "buffer": b"geen foto"}]
    )  # fmt: skip
    expect(page.locator(".parts li.here")).to_have_count(2)
    assert len(lost) == 3
    walk.look(page, "vertel")
    page.wait_for_timeout(int(FASTEST_SECONDS * 1000) + 200)
    page.get_by_label("Vertel het in uw eigen woorden").fill("Er ligt een bank naast de bak.")
    page.get_by_label("Bewaar ook de foto's zoals ik ze stuur").check()
    follow(page.get_by_role("button", name="Verstuur"))
    expect(page.get_by_role("alert").first).to_contain_text("leeg.txt")
    walk.look(page, "geweigerd")
    page.get_by_role("button", name="Haal weg: leeg.txt").click()
    follow(page.get_by_role("button", name="Verstuur"))
    walk.look(page, "bewijs")
    assert stored().get().has_photos
    document = Document.objects.using("keeper").get()
    assert document.name == "afval.jpg"
    desk = walk.visit("desk", f"/werk/meldingen/{stored().get().id}/", "melding", "zoals gestuurd")
    with desk.expect_download() as found:
        desk.get_by_role("link", name="zoals gestuurd").click()
    assert found.value.path().read_bytes() == photo
