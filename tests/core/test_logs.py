"""Our own log says where it went wrong, never with which words."""

import io
import logging

import pytest
from django.db import DatabaseError, connection

from baken.core.acting import PUBLIC, acting_as
from baken.core.logs import NoDetails


@pytest.fixture
def said() -> io.StringIO:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoDetails())
    logger = logging.getLogger("test.logs")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_a_database_error_is_logged_without_values(database: None, said: io.StringIO) -> None:
    try:
        with acting_as(PUBLIC), connection.cursor() as cursor:
            cursor.execute("select %s::text::int", ["geheim-woord"])
    except DatabaseError:
        logging.getLogger("test.logs").exception("it failed")
    assert "geheim-woord" not in said.getvalue()
    assert "test_logs.py" in said.getvalue()
    assert "DataError" in said.getvalue()


def test_an_error_of_our_own_is_logged_without_its_text(said: io.StringIO) -> None:
    try:
        raise ValueError("Jan uit de Dorpsstraat")
    except ValueError:
        logging.getLogger("test.logs").exception("it failed")
    assert "Jan" not in said.getvalue()
    assert "ValueError" in said.getvalue()


def test_follow_codes_and_details_are_cut(said: io.StringIO) -> None:
    logging.getLogger("test.logs").error("Not found: /volgen/481902735560/ DETAIL: Key (email)=(x)")
    assert "4819" not in said.getvalue()
    assert "Key" not in said.getvalue()


@pytest.mark.parametrize("between", [" ", ".", "-", "%20", "\u00a0"])
def test_a_follow_code_is_cut_however_it_was_typed(said: io.StringIO, between: str) -> None:
    code = between.join(["4819", "0273", "5560", "1111", "2222", "3333"])
    logging.getLogger("test.logs").error("Forbidden: /volgen/%s/bericht/", code)
    assert said.getvalue().strip() == "Forbidden: /volgen/…/bericht/"


@pytest.mark.parametrize("link", ["/uitnodiging/%s/", "/account/password/reset/key/1a-%s/"])
def test_a_key_in_a_link_is_cut(said: io.StringIO, link: str) -> None:
    logging.getLogger("test.logs").error("Unprocessable Entity: %s", link % "Hq-9_geheim")
    assert "geheim" not in said.getvalue()
    assert "…/" in said.getvalue()


@pytest.mark.parametrize("where", ["/public/signals/%s/attachments/", "/feedback/forms/%s/"])
def test_the_id_by_which_a_report_is_followed_is_cut(said: io.StringIO, where: str) -> None:
    key = "0a7e0000-0000-4000-8000-000000000101"
    logging.getLogger("test.logs").error("Not Found: /signals/v1%s", where % key)
    assert key not in said.getvalue()
