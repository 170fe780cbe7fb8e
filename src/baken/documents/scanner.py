"""The virus scanner: clamd over its socket (command INSTREAM), when one is configured."""

import socket
import struct
from contextlib import closing

PART = 1 << 16
SECONDS = 30.0


class ScannerDown(Exception):
    """The scanner is configured but did not give an answer."""


def is_infected(content: bytes, address: str) -> bool:
    """Ask clamd at `address` ('unix:/run/clamd.sock' or 'host:3310'). Raises ScannerDown."""
    try:
        with closing(_connect(address)) as line:
            answer = _ask(line, content)
    except (OSError, ValueError) as error:
        raise ScannerDown(str(error)) from error
    if answer.endswith("OK"):
        return False
    if answer.endswith("FOUND"):
        return True
    raise ScannerDown(answer[:200])


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _ask(line: socket.socket, content: bytes) -> str:
    """Send in parts, each with its length; a part of length 0 ends. The answer ends with NUL."""
    line.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), PART):
        part = content[start : start + PART]
        line.sendall(struct.pack("!I", len(part)) + part)
    line.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        more = line.recv(4096)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
