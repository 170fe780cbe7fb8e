"""`baken backup` and `baken restore`: the database and the stored files, one command each way."""

import contextlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from baken.cli.place import Problem, add_data_option, database, django, say
from baken.cli.run import migrate
from baken.core.postgres import binaries

DUMP, FILES = "database.dump", "files"
UNCHANGED = "Er is niets veranderd."


def add_to(commands: Any) -> None:
    backup = commands.add_parser(
        "backup",
        help="maak een reservekopie van alles",
        epilog="voorbeeld:\n  baken backup baken-$(date +%F).tar\n\n"
        "De sleutels zitten er niet in: bewaar die apart. Zonder sleutels is de kopie onleesbaar.",
    )
    backup.add_argument("target", type=Path, metavar="BESTAND", help="bijvoorbeeld baken.tar")
    add_data_option(backup)
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="zet een reservekopie terug",
        epilog="Alle gegevens van nu verdwijnen. Stop eerst serve en worker. Gaat er iets mis, dan"
        " blijft\nalles zoals het was.\n\nvoorbeeld:\n  baken restore baken-2026-11-21.tar",
    )
    restore.add_argument("source", type=Path, metavar="BESTAND")
    restore.add_argument("--yes", action="store_true", help="zonder vraag vooraf")
    add_data_option(restore)
    restore.set_defaults(run=run_restore)


def _tool(name: str) -> str:
    return str(binaries() / "bin" / name)


def _files(options: Namespace) -> Path:
    return Path(os.environ.get("BAKEN_FILES", options.data / FILES))


def run_backup(options: Namespace) -> int:
    """A tar with a dump by the keeper and the encrypted files. The keys are not in it."""
    with database(options, "keeper"), tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _run([_tool("pg_dump"), "-Fc", "--no-owner", "--no-privileges", "--no-comments",
              "--extension=plpgsql", "-f", str(dump), "-d", _address()])  # fmt: skip
        options.target.unlink(missing_ok=True)
        handle = os.open(options.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            tar.add(dump, DUMP)
            if _files(options).exists():
                tar.add(_files(options), FILES)
    say(f"Reservekopie: {options.target} ({options.target.stat().st_size // 1024} kB).")
    say(f"De sleutels zitten er niet in. Bewaar {options.data / 'keys'} apart en veilig.")
    return 0


def run_restore(options: Namespace) -> int:
    """Replace all data by that of the backup, and put the wall up again.

    Stored files are named by their content, so those of the backup go in beside those of now.
    The database then changes in one transaction. Whatever stops us before its end leaves all as
    it was.
    """
    if not options.source.exists():
        raise Problem(f"Het bestand {options.source} is er niet.")
    if not options.yes and input("Alle gegevens van nu verdwijnen. Typ ja: ").strip() != "ja":
        raise Problem(UNCHANGED)
    files = _files(options)
    files.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="terug-", dir=files) as folder:
        unpacked = Path(folder)
        _unpack(options.source, unpacked)
        _check_dump(unpacked / DUMP)
        kept = _add_files(unpacked / FILES, files)
        with database(options, "owner", "keeper"):
            django()
            _restore_database(unpacked / DUMP)
            migrate(verbose=True)
    _remove_others(files, kept)
    say("De reservekopie is teruggezet.")
    say("Draai nu baken erase --replay: dat haalt eruit wat na deze kopie is vernietigd.")
    return 0


def _unpack(source: Path, folder: Path) -> None:
    """Take the dump and the files out of the tar: plain files only, and none outside `folder`."""
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                parts = Path(member.name).parts
                ours = member.name == DUMP or parts[:1] == (FILES,)
                content = tar.extractfile(member) if ours and member.isfile() else None
                if content is None or ".." in parts:
                    continue
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with content, _private(target) as out:
                    shutil.copyfileobj(content, out)
    except (tarfile.TarError, EOFError) as error:
        raise Problem(f"{source} is geen hele reservekopie. {UNCHANGED}") from error


def _private(path: Path) -> IO[bytes]:
    """A new file that only we may read, from its first byte."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _check_dump(dump: Path) -> None:
    """Read all of the dump once: one that is broken is refused before anything is done."""
    if not dump.exists():
        raise Problem(f"Dit is geen reservekopie van Baken: er zit geen database in. {UNCHANGED}")
    done = subprocess.run(
        [_tool("pg_restore"), "-f", os.devnull, str(dump)], capture_output=True, check=False
    )
    if done.returncode:
        raise Problem(f"De database in deze reservekopie is niet te lezen. {UNCHANGED}")


def _add_files(source: Path, target: Path) -> set[Path]:
    """Move the backup's files in, each at once. Returns where they are, under `target`."""
    found = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for name in found:
        (target / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (source / name).replace(target / name)
    return found


def _remove_others(folder: Path, kept: set[Path]) -> None:
    """Files that the backup does not have belong to nothing any more."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder) not in kept:
            path.unlink()


def _restore_database(dump: Path) -> None:
    """Drop what is ours and restore the dump, in one transaction of psql."""
    with tempfile.TemporaryFile() as complaints:
        restore = subprocess.Popen(
            [_tool("pg_restore"), "--no-owner", "--no-privileges", "-f", "-", str(dump)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        psql = subprocess.Popen(
            [_tool("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _address()],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints,
            env=_environment() | {"PGOPTIONS": "-c client_min_messages=warning"},
        )  # fmt: skip
        with restore, psql:
            _feed(psql, restore)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
    if psql.returncode or restore.returncode:
        hint = " Stop eerst serve en worker." if "lock timeout" in said else ""
        raise Problem(f"Terugzetten lukte niet.{hint} {UNCHANGED}\n{said[-600:]}")


def _feed(psql: "subprocess.Popen[bytes]", restore: "subprocess.Popen[bytes]") -> None:
    """The whole transaction. `commit` comes last, and only when the dump was read to its end."""
    assert psql.stdin
    assert restore.stdout
    with contextlib.suppress(BrokenPipeError), psql.stdin:
        psql.stdin.write(_BEGIN.encode())
        psql.stdin.writelines(line for line in restore.stdout if line != _TOO_NEW)
        if restore.wait() == 0:
            psql.stdin.write(f"{_not_newer()}\ncommit;\n".encode())


def _not_newer() -> str:
    """SQL that fails when the restored database took steps that this version does not know."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("baken.")}
    known = [f"('{app}', '{name}')" for app, name in MigrationLoader(None).disk_migrations]
    labels = ", ".join(f"'{label}'" for label in sorted(ours))
    return f"""do $$ begin if exists (select 1 from public.django_migrations
      where app in ({labels}) and (app, name) not in ({", ".join(known)}))
      then raise exception 'Deze reservekopie komt van een nieuwere Baken.'; end if; end $$;"""


def _address() -> str:
    """The database's address without its password: arguments are there for all to see."""
    url = urlsplit(os.environ["DATABASE_URL"])
    place = url.netloc.rsplit("@", 1)[-1]
    return urlunsplit(url._replace(netloc=f"{url.username or ''}@{place}"))


_OURS = "('baken_owner', 'baken_acting', 'baken_search', 'baken_figures')"
_DROPS = (
    "select format('drop routine if exists %s cascade', p.oid::regprocedure)"
    " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    f" where nspname = 'public' and pg_get_userbyid(proowner) in {_OURS}",
    "select format('drop table if exists public.%I cascade', relname)"
    " from pg_class c join pg_namespace n on n.oid = relnamespace"
    " where nspname = 'public' and relkind in ('r', 'p') and not relispartition"
    f" and pg_get_userbyid(relowner) in {_OURS}",
    "select format('drop sequence if exists public.%I cascade', relname)"
    " from pg_class c join pg_namespace n on n.oid = relnamespace"
    f" where nspname = 'public' and relkind = 'S' and pg_get_userbyid(relowner) in {_OURS}",
    "select format('drop type if exists public.%I cascade', typname) from pg_type t"
    " join pg_namespace n on n.oid = t.typnamespace where nspname = 'public'"
    " and (typtype = 'e' or (select relkind from pg_class where oid = typrelid) = 'c')"
    f" and pg_get_userbyid(typowner) in {_OURS}",
)


# What is ours goes, but no extension and no role, so that the dump fits.
_BEGIN = "begin;\nset lock_timeout = '10s';\n" + "".join(f"{drop} \\gexec\n" for drop in _DROPS)
# pg_restore of our version writes it for every server; those before 17 do not know it.
_TOO_NEW = b"SET transaction_timeout = 0;\n"


def _environment() -> dict[str, str]:
    password = unquote(urlsplit(os.environ["DATABASE_URL"]).password or "")
    return {**os.environ, "PGPASSWORD": password}


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    if done.returncode:
        raise Problem(f"{Path(command[0]).name}: {done.stderr.strip()[-600:]}")
