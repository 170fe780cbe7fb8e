"""A real IMAP server (Dovecot) on the loopback, with one mailbox of its own."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "meldingen", "proefwoord"
CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {inside}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{base}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Postbox:
    """Where it listens, and what lies in it."""

    port: int

    def put(self, raw: bytes) -> None:
        with self._open() as box:
            box.append("INBOX", None, None, raw)

    def flags(self) -> list[str]:
        """The flags of each mail, in the order of arrival."""
        with self._open() as box:
            box.select("INBOX", readonly=True)
            rows = box.fetch("1:*", "(FLAGS)")[1]
            return [row.decode() for row in rows if isinstance(row, bytes)]

    def _open(self) -> imaplib.IMAP4:
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        box.login(USER, PASSWORD)
        return box


@contextmanager
def postbox() -> Iterator[Postbox]:
    """Dovecot in the foreground, in a folder of its own, stopped by its own process id."""
    root = os.getuid() == 0
    me = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
    base = Path(tempfile.mkdtemp(prefix="baken-imap-"))
    base.chmod(0o755)
    mail = base / "mail"
    mail.mkdir()
    if root:
        os.chown(mail, me.pw_uid, me.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = base / "dovecot.conf"
    config.write_text(CONFIG.format(
        base=base, port=port, password=PASSWORD, uid=me.pw_uid, gid=me.pw_gid,
        inside="dovecot" if root else me.pw_name, login="dovenull" if root else me.pw_name,
        group="dovecot" if root else str(me.pw_gid),
    ))  # fmt: skip
    child = subprocess.Popen(["dovecot", "-F", "-c", str(config)])
    try:
        _wait(port, base / "log")
        yield Postbox(port)
    finally:
        child.terminate()
        child.wait(10)
        shutil.rmtree(base, ignore_errors=True)


def _wait(port: int, log: Path) -> None:
    for _try in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    said = log.read_text() if log.exists() else "it wrote no log"
    raise RuntimeError(f"Dovecot does not answer: {said[-2000:]}")
