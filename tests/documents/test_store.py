"""Encrypted files on disk: bound to their document, durable, and swept when orphaned."""

import os
import stat
import time
from pathlib import Path
from uuid import uuid4

import pytest

from baken.documents import store

PLAIN = b"Verklaring van de bewoner" * 100


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


def files_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_goes_in_comes_out_and_the_disk_holds_only_cipher(root: Path) -> None:
    key = store.Key.new(uuid4())
    address = store.put(root, key, "whole", PLAIN)
    assert store.get(root, key, "whole", address) == PLAIN
    (path,) = files_in(root)
    assert PLAIN[:20] not in path.read_bytes()
    assert path.name == address
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in root.rglob("*") if p.is_dir()} == {0o700}


def test_the_same_file_twice_does_not_look_the_same(root: Path) -> None:
    document = uuid4()
    one = store.put(root, store.Key.new(document), "whole", PLAIN)
    two = store.put(root, store.Key.new(document), "whole", PLAIN)
    assert one != two


def test_a_file_cannot_take_the_place_of_another(root: Path) -> None:
    key = store.Key.new(uuid4())
    address = store.put(root, key, "whole", PLAIN)
    other_document = store.Key(key.secret, uuid4())
    for wrong_key, part in (
        (other_document, "whole"),
        (key, "small"),
        (store.Key.new(uuid4()), "whole"),
    ):
        with pytest.raises(store.Damaged):
            store.get(root, wrong_key, part, address)


def test_one_changed_bit_is_seen(root: Path) -> None:
    key = store.Key.new(uuid4())
    address = store.put(root, key, "whole", PLAIN)
    (path,) = files_in(root)
    data = bytearray(path.read_bytes())
    for position in (0, 8, len(data) - 1):
        data[position] ^= 1
        path.write_bytes(bytes(data))
        with pytest.raises(store.Damaged):
            store.get(root, key, "whole", address)
        data[position] ^= 1


@pytest.mark.parametrize("address", ["", "../../etc/passwd", "A" * 64, "/" * 64])
def test_an_address_is_never_a_path(root: Path, address: str) -> None:
    with pytest.raises(store.Damaged):
        store.get(root, store.Key.new(uuid4()), "whole", address)


def test_erased_is_gone_and_erasing_twice_is_fine(root: Path) -> None:
    key = store.Key.new(uuid4())
    address = store.put(root, key, "whole", PLAIN)
    store.erase(root, [address, ""])
    store.erase(root, [address])
    assert files_in(root) == []


def test_sweep_takes_old_orphans_and_half_written_files_only(root: Path) -> None:
    kept, orphan, fresh = (
        store.put(root, store.Key.new(uuid4()), "whole", PLAIN) for _ in range(3)
    )
    half = root / "new" / "half"
    half.write_bytes(b"x")
    old = time.time() - 2 * store.GRACE
    for path in files_in(root):
        if path.name != fresh:
            os.utime(path, (old, old))
    assert store.sweep(root, lambda addresses: {kept}) == 2
    assert {path.name for path in files_in(root)} == {kept, fresh}
    assert orphan not in {path.name for path in files_in(root)}


def test_sweep_does_nothing_when_the_wall_hides_every_row(root: Path) -> None:
    store.put(root, store.Key.new(uuid4()), "whole", PLAIN)
    assert store.sweep(root, lambda addresses: set(), grace=-1) == 0
    assert len(files_in(root)) == 1


def test_sweep_of_a_folder_that_is_not_there_yet(root: Path) -> None:
    assert store.sweep(root, lambda addresses: set()) == 0
