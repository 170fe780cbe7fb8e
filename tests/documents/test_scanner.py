"""Talking to clamd over a real socket."""

import socket
import threading
from pathlib import Path

import pytest

from baken.documents.scanner import ScannerDown, is_infected

from .scanners import EICAR, scanner


def test_clean_and_infected_over_tcp() -> None:
    with scanner() as address:
        assert is_infected(b"x" * 200_000, address) is False
        assert is_infected(b"x" * 70_000 + EICAR, address) is True
        assert is_infected(b"", f"tcp://{address}") is False


def test_over_a_unix_socket(tmp_path: Path) -> None:
    with scanner(str(tmp_path / "clamd")) as address:
        assert is_infected(EICAR, address) is True


def test_an_error_of_the_scanner_is_no_answer() -> None:
    with scanner() as address, pytest.raises(ScannerDown, match="size limit"):
        is_infected(b"too much", address)


def test_a_scanner_that_is_away(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address in (f"127.0.0.1:{port}", f"unix:{tmp_path}/none", "nonsense"):
        with pytest.raises(ScannerDown):
            is_infected(b"x", address)


def test_a_scanner_that_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            server.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(ScannerDown):
            is_infected(b"x" * 10, f"127.0.0.1:{server.getsockname()[1]}")
