"""A scanner on loopback that speaks the protocol of clamd and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The test pattern that every scanner knows, in two halves: else ours would be quarantined.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if b"too much" in content:
            answer = b"INSTREAM size limit exceeded. ERROR"
        elif EICAR in content:
            answer = b"stream: Eicar-Test-Signature FOUND"
        else:
            answer = b"stream: OK"
        self.wfile.write(answer + b"\0")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def scanner(path: str = "") -> Iterator[str]:
    """A running scanner; yields the address for BAKEN_CLAMD."""
    server: socketserver.BaseServer
    server = _UnixServer(path, _Talk) if path else _Server(("127.0.0.1", 0), _Talk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"unix:{path}" if path else f"127.0.0.1:{server.server_address[1]}"  # type: ignore[str-bytes-safe]
    finally:
        server.shutdown()
        server.server_close()
