"""Several at a time: each in a process of its own, with a copy of the database of its own."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import psycopg
from bench.house import forget_connections
from psycopg import sql

from baken.core.postgres import DATABASE, Cluster

Share = TypeVar("Share")
Result = TypeVar("Result")


def in_copies(
    cluster: Cluster, shares: Sequence[Share], work: Callable[[Share, str], Result]
) -> list[Result]:
    """What `work(share, name of a database)` makes of each share. One share: in the database
    itself. Nobody else may be connected to it meanwhile."""
    if len(shares) == 1:
        return [work(shares[0], DATABASE)]
    forget_connections()
    names = [f"{DATABASE}_{number}" for number in range(len(shares))]
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as server:
        for name in names:
            copy = sql.SQL("create database {} template {}")
            server.execute(copy.format(sql.Identifier(name), sql.Identifier(DATABASE)))
    return _at_once([(work, share, name) for share, name in zip(shares, names, strict=True)])


def _at_once(tasks: Sequence[tuple[Any, ...]]) -> list[Any]:
    """EOFError when one of them fails; what it said of that is on its standard error."""
    forked = multiprocessing.get_context("fork")
    started = []
    for task in tasks:
        ours, theirs = forked.Pipe(duplex=False)
        child = forked.Process(target=_child, args=(theirs, *task))
        child.start()
        theirs.close()
        started.append((ours, child))
    try:
        return [ours.recv() for ours, _child in started]
    finally:
        for _ours, child in started:
            child.join()


def _child(pipe: Connection, work: Callable[[Any, str], Any], share: Any, name: str) -> None:
    pipe.send(work(share, name))
