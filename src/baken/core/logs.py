"""Logs without personal data."""

import logging
import re

_DETAIL = re.compile(r"\n?(DETAIL|CONTEXT|HINT):.*", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# A code as people type it, with spaces, dots or dashes, and as a browser writes those.
_CODE = re.compile(r"(/volgen/)(?:[0-9\s.-]|%20)+")
# Whoever has one of these links may set a password, or see how the own report stands.
_KEY = re.compile(
    r"(/uitnodiging/|/password/reset/key/|/public/signals/(?=[0-9a-f]{8}-)|/feedback/forms/)[^/\s]+"
)


class NoDetails(logging.Filter):
    """Strips what PostgreSQL says of values, and follow codes and keys, from every message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = _CODE.sub(r"\1…", _DETAIL.sub("", record.getMessage()))
        record.msg, record.args = _KEY.sub(r"\1…", message), ()
        if record.exc_info:
            kind, error, trace = record.exc_info
            if error is not None and kind is not None:
                text = _QUOTED.sub("…", _DETAIL.sub("", str(error))) if _database(kind) else ""
                record.exc_text = f"{kind.__name__}: {text}\n{_places(trace)}"
        return True


def _database(kind: type[BaseException]) -> bool:
    return kind.__module__.startswith(("psycopg", "django.db"))


def _places(trace: object) -> str:
    """File, line and function of the last frames: where, never with which values."""
    lines = []
    while trace is not None:
        frame = trace.tb_frame  # type: ignore[attr-defined]
        name = frame.f_code.co_filename.rsplit("site-packages/", 1)[-1]
        lines.append(f"  {name}:{trace.tb_lineno} {frame.f_code.co_name}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return "\n".join(lines[-12:])
