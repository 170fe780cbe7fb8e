"""Typed events, heard in the same transaction: for the few things that go upward."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Event], listener: Callable[[Event], None]) -> None:
    """Call `listener` for every published event of exactly this type."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def publish(event: object) -> None:
    """Tell all listeners, in order. What a listener raises reaches the publisher."""
    for listener in _listeners[type(event)]:
        listener(event)
