"""Keys for tests, and a real server for clients that are not ours."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils import timezone

from baken.core.acting import acting_as
from baken.reports.exchange import keys
from tests.city import City
from tests.reports.tools import stored


def a_key(city: City, *rights: str, days: int = 30) -> str:
    """A key that the administrator made; past its end when `days` is negative."""
    until = timezone.localdate() + timedelta(days=max(days, 0))
    with acting_as(city.acting("administrator")) as acting:
        made = keys.make(
            acting, title="App voor tests", organisation_id=city.organisation("gemeente"),
            until=until, rights=set(rights or ("file", "follow")),
        )  # fmt: skip
        if days < 0:
            keys.end(acting, keys.all_keys()[0].id)
    return made


def long_ago(days: int = 3, **where: object) -> None:
    """Let all reports have come in so many days ago, as far as the public is concerned."""
    then = timezone.now() - timedelta(days=days)
    stored().filter(**where).update(received_at=then)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Baken on a port of this machine."""
    application = get_wsgi_application()

    def once(environ: object, start: object) -> object:
        try:
            return application(environ, start)  # type: ignore[arg-type]
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, once, handler_class=_Quiet)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
