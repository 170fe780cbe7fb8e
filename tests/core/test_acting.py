"""Acting: per transaction, never left behind on a connection, never nested."""

import psycopg
import pytest
from django.db import connection, transaction

from baken.access.models import Profile
from baken.core.acting import PUBLIC, NoActing, acting_as, become, current, resident
from tests.city import City


def _setting() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select acting_setting()")
        row = cursor.fetchone()
    return row[0] if row else None


def test_without_an_acting_every_guarded_table_is_empty(city: City) -> None:
    assert Profile.objects.count() == 0
    assert Profile.objects.using("keeper").count() > 10


def test_acting_is_gone_after_the_transaction_on_the_same_connection(city: City) -> None:
    with acting_as(city.acting("desk")):
        assert Profile.objects.count() > 10
        assert _setting() == f"assignment:{city.assignments['desk']}"
    assert _setting() is None
    assert Profile.objects.count() == 0


def test_acting_is_gone_after_a_failed_transaction(city: City) -> None:
    with pytest.raises(ZeroDivisionError), acting_as(city.acting("desk")):
        raise ZeroDivisionError
    assert Profile.objects.count() == 0


def test_acting_is_never_nested(city: City) -> None:
    with acting_as(PUBLIC), pytest.raises(NoActing), acting_as(city.acting("desk")):
        pass
    with transaction.atomic(), pytest.raises(NoActing), acting_as(PUBLIC):
        pass


def test_current_needs_an_acting() -> None:
    with pytest.raises(NoActing):
        current()


def test_only_the_public_becomes_a_resident(city: City) -> None:
    with acting_as(PUBLIC):
        become(resident("123"))
        assert current().kind == "resident"
        with pytest.raises(NoActing):
            become(resident("456"))
    with acting_as(city.acting("desk")), pytest.raises(NoActing):
        become(resident("123"))


def test_two_connections_never_see_each_others_acting(city: City) -> None:
    from tests.conftest import CLUSTER

    url = CLUSTER.url("app")
    with psycopg.connect(url) as one, psycopg.connect(url) as two:
        one.execute(
            "select set_config('baken.acting', %s, true)",
            [city.acting("desk").setting],
        )
        count = "select count(*) from access_profile"
        assert one.execute(count).fetchone() == (len(city.users),)
        assert two.execute(count).fetchone() == (0,)


def test_a_setting_that_is_no_assignment_sees_nothing(city: City) -> None:
    from tests.conftest import CLUSTER

    with psycopg.connect(CLUSTER.url("app")) as connection:
        for setting in ("assignment:", "assignment:x", "x", "resident:", "job:", "job:x", "",
                        "assignment:00000000-0000-4000-8000-000000000000"):  # fmt: skip
            connection.execute("select set_config('baken.acting', %s, true)", [setting])
            seen = connection.execute("select count(*) from access_profile").fetchone()
            assert seen == (0,), setting
