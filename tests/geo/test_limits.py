"""The limit on look-ups."""

from baken.geo.limits import Limit


def test_a_burst_passes_then_it_waits() -> None:
    limit = Limit(burst=3, per_second=2)
    assert [limit.allows("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b", 0.0)
    assert not limit.allows("a", 0.4)
    assert limit.allows("a", 0.6)
    assert [limit.allows("a", 99.0) for _ in range(4)] == [True, True, True, False]


def test_it_forgets_the_oldest_client() -> None:
    limit = Limit(burst=1, per_second=0, most_keys=2)
    assert [limit.allows(key, 0.0) for key in "abc"] == [True] * 3
    assert limit.allows("a", 0.0)
    assert not limit.allows("c", 0.0)
