"""Settings that a test may change."""

from typing import Any

import pytest


class Settings:
    """Setting an attribute changes Django's setting until the end of the test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        object.__setattr__(self, "patch", patch)

    def __setattr__(self, name: str, value: Any) -> None:
        from django.conf import settings

        self.patch.setattr(settings, name, value)


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    return Settings(monkeypatch)
