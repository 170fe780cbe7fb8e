"""`baken import addresses`: the whole list of addresses of the municipality, by COPY."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils.translation import gettext as _

from baken.geo import areas, fiction
from baken.geo.address_file import read_addresses
from baken.geo.area_import import keeper
from baken.geo.models import SourceFile
from baken.geo.rows import AddressRow, street_key
from baken.geo.summary import Summary

_COLUMNS = (
    "bag_id, street, street_key, number, letter, addition, postcode, buurt_id, lat, lon, "
    "fictional, current, source_id"
)
# The file a row came from says nothing about the address, so it makes no change.
_DATA = _COLUMNS.removesuffix(", source_id")


def import_addresses(path: Path | str) -> Summary:
    """Load a CSV of all addresses, all or nothing; a second time changes nothing.

    Addresses that the file leaves out are no longer offered, but stay for what refers to them.
    Raises ValidationError with one Dutch sentence per faulty line.
    """
    path = Path(path)
    rows = read_addresses(path, atlas=areas.atlas(), prefixes=prefixes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    names = {"name": path.name, "vintage": "", "credit": "BAG, Kadaster", "licence": "CC0"}
    return _load(rows, digest, names, fictional=False)


def load_fictional(*, seed: int = 622, count: int = 4000) -> Summary:
    """Fill a demo database with invented addresses. Refused when real ones are loaded."""
    atlas = areas.atlas()
    if not atlas.buurten:
        raise ValidationError(_("Laad eerst de wijken en buurten."), code="areas")
    if _has_real():
        message = _("Hier staan echte adressen. Verzonnen adressen komen er niet bij.")
        raise ValidationError(message, code="real")
    rows = list(fiction.addresses(atlas, prefix=prefixes()[0], seed=seed, count=count))
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    names = {"name": _("Verzonnen adressen"), "vintage": str(seed), "credit": "", "licence": ""}
    return _load(rows, digest, names, fictional=True)


def prefixes() -> Sequence[str]:
    """The municipality codes under which this city's BAG numbers were issued."""
    extra = getattr(settings, "BAKEN_BAG_PREFIXES", ())
    return tuple(dict.fromkeys([settings.MUNICIPALITY.bag_prefix, *extra]))


def _has_real() -> bool:
    with connections[keeper()].cursor() as cursor:
        cursor.execute("select exists (select from geo_address where not fictional and current)")
        return bool(cursor.fetchone()[0])


def _load(
    rows: Sequence[AddressRow], digest: str, names: dict[str, str], *, fictional: bool
) -> Summary:
    using = keeper()
    with transaction.atomic(using=using):
        source, _created = SourceFile.objects.using(using).update_or_create(
            kind=SourceFile.ADDRESSES, sha256=digest, defaults={**names, "rows": len(rows)}
        )
        tail = (fictional, True, source.id)
        with connections[using].cursor() as cursor:
            _copy(cursor, (_values(row) + tail for row in rows))
            return _merge(cursor, len(rows))


def _values(row: AddressRow) -> tuple[Any, ...]:
    return (
        row.bag_id,
        row.street,
        street_key(row.street),
        row.number,
        row.letter,
        row.addition,
        row.postcode,
        row.buurt_code,
        row.lat,
        row.lon,
    )


def _copy(cursor: Any, rows: Iterable[tuple[Any, ...]]) -> None:
    cursor.execute("create temp table geo_incoming (like geo_address) on commit drop")
    with cursor.copy(f"copy geo_incoming ({_COLUMNS}) from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _merge(cursor: Any, read: int) -> Summary:
    """Put the incoming rows in the table; only rows that differ are written."""
    differs = f"({_prefixed('a')}) is distinct from ({_prefixed('i')})"
    changes = ", ".join(f"{name} = i.{name}" for name in _COLUMNS.split(", ")[1:])
    cursor.execute(
        f"update geo_address a set {changes} from geo_incoming i "
        f"where a.bag_id = i.bag_id and {differs}"
    )
    changed = cursor.rowcount
    cursor.execute(
        f"insert into geo_address ({_COLUMNS}) select {_COLUMNS} from geo_incoming i "
        "where not exists (select from geo_address a where a.bag_id = i.bag_id)"
    )
    added = cursor.rowcount
    cursor.execute(
        "update geo_address a set current = false where a.current "
        "and not exists (select from geo_incoming i where i.bag_id = a.bag_id)"
    )
    ended = cursor.rowcount
    cursor.execute("drop table geo_incoming")
    return Summary(read, added, changed, read - added - changed, ended)


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _DATA.split(", "))
