"""A municipality sets its name and colours in one file; unreadable colours stop the start."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from baken.core.municipality import DEFAULT, load_municipality


def _file(tmp_path: Path, tokens: str) -> str:
    path = tmp_path / "gemeente.yaml"
    path.write_text(DEFAULT.read_text().replace("tokens: {}", f"tokens: {tokens}")
                    .replace("name: Vlaardingen", "name: Voorbeeldstad"))  # fmt: skip
    return str(path)


def test_the_default_is_readable() -> None:
    assert load_municipality().name == "Vlaardingen"


def test_unreadable_colours_are_refused(tmp_path: Path) -> None:
    from django.apps import apps

    wrong = load_municipality(_file(tmp_path, '{accent: "#EEEEEE"}'))
    with override_settings(MUNICIPALITY=wrong), pytest.raises(ImproperlyConfigured):
        apps.get_app_config("core").ready()


def test_own_name_and_colours_reach_the_page(city: object, tmp_path: Path) -> None:
    other = load_municipality(_file(tmp_path, '{accent: "#5B2A86"}'))
    with override_settings(MUNICIPALITY=other):
        page = Client().get("/").content.decode()
        assert "Veiligheid in Voorbeeldstad" in page
        assert "/huisstijl.css" in page
        assert "#5B2A86" in Client().get("/huisstijl.css").content.decode()
