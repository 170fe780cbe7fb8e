"""Assignments, agreements and memberships: what ends, ends at the next statement."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone

from baken.access import actions, api
from baken.access.codes import PURPOSES_OF, Capacity, PurposeCode, capacities_for
from baken.access.models import (
    Agreement,
    Assignment,
    Installation,
    Invitation,
    Membership,
    Organisation,
    Profile,
    User,
)
from baken.cases.models import AveModel, Case
from baken.core import numbers
from baken.core.acting import PUBLIC, acting_as, job, resident
from baken.core.errors import Conflict, Denied
from tests.city import City


def _sees(city: City, who: str) -> int:
    with acting_as(city.acting(who)):
        return Profile.objects.count()


def test_an_ended_assignment_sees_nothing(city: City) -> None:
    assert _sees(city, "desk") > 10
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(
        valid_until=timezone.now() - timedelta(seconds=1)
    )
    assert _sees(city, "desk") == 0


def test_an_assignment_that_has_not_begun_sees_nothing(city: City) -> None:
    later = timezone.now() + timedelta(days=1)
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(valid_from=later)
    assert _sees(city, "desk") == 0


def test_an_inactive_user_sees_nothing(city: City) -> None:
    User.objects.using("keeper").filter(id=city.users["desk"]).update(is_active=False)
    assert _sees(city, "desk") == 0


@pytest.mark.parametrize("days", [-1, -400])
def test_a_partner_without_a_valid_agreement_sees_nothing(city: City, days: int) -> None:
    assert _sees(city, "police") > 0
    rows = Agreement.objects.using("keeper").filter(organisation_id=city.organisations["politie"])
    rows.update(
        valid_from=timezone.localdate() - timedelta(days=500),
        valid_until=timezone.localdate() + timedelta(days=days),
    )
    assert _sees(city, "police") == 0
    assert _sees(city, "housing") > 0


def test_an_agreement_is_valid_on_its_last_day(city: City) -> None:
    rows = Agreement.objects.using("keeper").filter(organisation_id=city.organisations["politie"])
    rows.update(valid_until=timezone.localdate())
    assert _sees(city, "police") > 0


# At any moment at least one of these zones has another day than the Netherlands.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize(("days", "open_"), [(0, True), (-1, False)])
def test_an_agreement_ends_by_the_dutch_day_not_by_that_of_the_session(
    city: City, zone: str, days: int, open_: bool
) -> None:
    rows = Agreement.objects.using("keeper").filter(organisation_id=city.organisations["politie"])
    rows.update(valid_until=timezone.localdate() + timedelta(days=days))
    with acting_as(city.acting("police")), connection.cursor() as cursor:
        cursor.execute("select set_config('timezone', %s, true)", [zone])
        cursor.execute("select acting_user() is not null")
        assert cursor.fetchone() == (open_,)
        cursor.execute("select count(*) from access_assignments_of(%s)", [city.user("police")])
        assert cursor.fetchone() == (int(open_),)


def test_a_partner_knows_its_own_people_only(city: City) -> None:
    with acting_as(city.acting("police")):
        known = set(Profile.objects.values_list("user_id", flat=True))
    assert known == {city.users["police"], city.users["police2"]}


def test_people_of_a_shared_file_know_each_other(city: City) -> None:
    file_id = uuid4()
    for who, organisation in (("police", "politie"), ("housing", "corporatie")):
        Membership.objects.using("keeper").create(
            file_id=file_id, user_id=city.users[who],
            organisation_id=city.organisations[organisation], valid_from=timezone.now(),
        )  # fmt: skip
    with acting_as(city.acting("police")):
        assert Profile.objects.filter(user_id=city.users["housing"]).exists()
        assert not Profile.objects.filter(user_id=city.users["care"]).exists()


@pytest.mark.parametrize("acting", [PUBLIC, resident("1" * 24), job("audit.seal"), job("x")])
def test_nobody_without_an_assignment_sees_people(city: City, acting: object) -> None:
    with acting_as(acting):  # type: ignore[arg-type]
        for model in (Profile, Organisation, Agreement, Assignment, Membership, Invitation):
            assert model.objects.count() == 0, model


def test_a_membership_needs_the_right_purpose(city: City) -> None:
    """The same person, on the same file, under another purpose: nothing."""
    file_id = uuid4()
    for who in ("process_manager", "desk"):
        Membership.objects.using("keeper").create(
            file_id=file_id, user_id=city.users[who], valid_from=timezone.now(),
            organisation_id=city.organisations["gemeente"],
        )  # fmt: skip
    seen = {}
    for who in ("process_manager", "desk"):
        with acting_as(city.acting(who)), connection.cursor() as cursor:
            cursor.execute("select count(*) from acting_files()")
            seen[who] = cursor.fetchone()[0]
    assert seen == {"process_manager": 1, "desk": 0}


def _membership(city: City, who: str, file_id: object, *, invited: bool) -> None:
    Membership.objects.using("keeper").create(
        file_id=file_id, user_id=city.users[who], valid_from=timezone.now(), invited=invited,
        organisation_id=city.acting(who).organisation_id,
    )  # fmt: skip


def test_an_invitation_is_accepted_by_the_invited_only(city: City) -> None:
    file_id = uuid4()
    _membership(city, "police", file_id, invited=True)
    with acting_as(city.acting("police2")) as acting, pytest.raises(Denied):
        api.accept(acting, file_id)
    with acting_as(city.acting("police")) as acting:
        api.accept(acting, file_id)
    row = Membership.objects.using("keeper").get()
    assert not row.invited


def test_a_member_of_no_file_joins_nobody(city: City) -> None:
    file_id = uuid4()
    _case(file_id)
    _membership(city, "process_manager", file_id, invited=False)
    for who in ("process_manager2", "police", "administrator", "desk", "mayor"):
        with pytest.raises(DatabaseError), acting_as(city.acting(who)) as acting:
            api.join(acting, file_id, city.users["housing"], city.organisations["corporatie"])
    assert Membership.objects.using("keeper").count() == 1
    with acting_as(city.acting("process_manager")) as acting:
        api.join(acting, file_id, city.users["housing"], city.organisations["corporatie"])
    assert Membership.objects.using("keeper").count() == 2


def _case(file_id: UUID) -> None:
    """The head of a case that nobody is on yet."""
    model = AveModel.objects.using("keeper").order_by("-version")[0]
    Case.objects.using("keeper").create(
        id=file_id, number=numbers.draw("C"), model=model, lifecycle="signal",
        phase=1, purpose="Weer veilig", opened_at=timezone.now(),
    )  # fmt: skip


def test_the_desk_names_only_the_first_member_of_a_new_file(city: City) -> None:
    file_id, municipality = uuid4(), city.organisations["gemeente"]
    with pytest.raises(DatabaseError), acting_as(city.acting("desk")) as acting:
        api.join(acting, file_id, city.users["process_manager"], municipality)
    _case(file_id)
    with acting_as(city.acting("desk")) as acting:
        api.join(acting, file_id, city.users["process_manager"], municipality)
    with pytest.raises(DatabaseError), acting_as(city.acting("desk")) as acting:
        api.join(acting, file_id, city.users["desk"], municipality)


def _update(membership: Membership, **values: object) -> int:
    return Membership.objects.filter(pk=membership.pk).update(**values)


def test_nobody_prolongs_the_own_place_on_a_file(city: City) -> None:
    """Not in SQL either, and neither do managers: yes, and an earlier end, is all."""
    file_id, now = uuid4(), timezone.now()
    ends, day = now + timedelta(days=5), timedelta(days=1)
    for who in ("police", "process_manager"):
        _membership(city, who, file_id, invited=False)
        row = Membership.objects.using("keeper").get(user_id=city.users[who])
        Membership.objects.using("keeper").filter(pk=row.pk).update(valid_until=ends)
        longer: tuple[dict[str, object], ...] = (
            {"valid_until": ends + day}, {"valid_until": None}, {"invited": True},
        )  # fmt: skip
        for values in longer:
            with (
                pytest.raises(DatabaseError, match="prolongs"),
                acting_as(city.acting(who)),
            ):
                _update(row, **values)
        row.refresh_from_db(using="keeper")
        assert (row.valid_until, row.invited) == (ends, False)
        with acting_as(city.acting(who)):
            assert _update(row, valid_until=ends - day) == 1


def test_a_manager_prolongs_somebody_else_for_cases_only(city: City) -> None:
    file_id = uuid4()
    for who in ("police", "process_manager"):
        _membership(city, who, file_id, invited=False)
    row = Membership.objects.using("keeper").get(user_id=city.users["police"])
    with acting_as(city.acting("process_manager")):
        assert _update(row, valid_until=timezone.now()) == 1
        assert _update(row, valid_until=None) == 1
    Assignment.objects.using("keeper").filter(id=city.assignments["process_manager"]).update(
        purpose="reports"
    )
    with acting_as(city.acting("process_manager")):
        assert _update(row, valid_until=timezone.now()) == 0


def test_leaving_closes_the_file_at_once(city: City) -> None:
    file_id = uuid4()
    for who in ("process_manager", "police"):
        _membership(city, who, file_id, invited=False)
    with acting_as(city.acting("process_manager")) as acting:
        api.leave(acting, file_id, city.users["police"])
    with acting_as(city.acting("police")) as acting:
        assert api.members(acting, file_id) == []
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from acting_files()")
            assert cursor.fetchone()[0] == 0


def test_the_app_cannot_make_a_demo_of_a_database(city: City) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(PUBLIC):
        Installation.objects.update(demo=True)


def test_only_the_administrator_invites_and_ends(city: City) -> None:
    organisation = Organisation.objects.using("keeper").get(kind="municipality")
    for who in ("desk", "process_manager", "police", "mayor", "privacy_officer"):
        with acting_as(city.acting(who)) as acting, pytest.raises(Denied):
            actions.invite(
                acting, email="a@b.nl", organisation=organisation, capacity="desk",
                purpose="reports",
            )  # fmt: skip
        with acting_as(city.acting(who)) as acting, pytest.raises(Denied):
            actions.end_assignment(acting, city.assignments["police"])
    assert _sees(city, "police") > 0
    with acting_as(city.acting("administrator")) as acting:
        actions.end_assignment(acting, city.assignments["police"])
    assert _sees(city, "police") == 0


def test_an_invitation_works_once(city: City) -> None:
    with acting_as(city.acting("administrator")) as acting:
        organisation = Organisation.objects.get(kind="municipality")
        token = actions.invite(
            acting, email="Nieuw@Voorbeeld.invalid", organisation=organisation, capacity="desk",
            purpose="reports",
        )  # fmt: skip
    with acting_as(PUBLIC), pytest.raises(Conflict):
        actions.accept_invitation("onzin", "Naam", "een lang wachtwoord")
    with acting_as(PUBLIC):
        user_id = actions.accept_invitation(token, "Nieuwe Nietechtema", "een lang wachtwoord")
    with acting_as(PUBLIC), pytest.raises(Conflict):
        actions.accept_invitation(token, "Nog Iemand", "een lang wachtwoord")
    user = User.objects.get(pk=user_id)
    assert user.email == "nieuw@voorbeeld.invalid"
    assert user.check_password("een lang wachtwoord")
    assert Assignment.objects.using("keeper").get(user=user).capacity == "desk"
    assert not any(token.encode() in bytes(i.token_hash) for i in
                   Invitation.objects.using("keeper").all())  # fmt: skip


def test_an_old_invitation_is_refused(city: City) -> None:
    with acting_as(city.acting("administrator")) as acting:
        organisation = Organisation.objects.get(kind="municipality")
        token = actions.invite(
            acting, email="a@b.nl", organisation=organisation, capacity="desk", purpose="reports"
        )
    Invitation.objects.using("keeper").update(expires_at=timezone.now())
    with acting_as(PUBLIC), pytest.raises(Conflict):
        actions.accept_invitation(token, "Naam", "een lang wachtwoord")


def test_someone_who_left_a_file_can_be_added_again(city: City) -> None:
    file_id = uuid4()
    _case(file_id)
    for who in ("process_manager", "police"):
        _membership(city, who, file_id, invited=False)
    police, organisation = city.users["police"], city.organisations["politie"]
    with acting_as(city.acting("process_manager")) as acting:
        api.leave(acting, file_id, police)
        assert [m.user_id for m in api.members(acting, file_id)] == [city.users["process_manager"]]
    with acting_as(city.acting("process_manager")) as acting:
        api.join(acting, file_id, police, organisation)
        assert len(api.members(acting, file_id)) == 2
        api.join(acting, file_id, police, organisation)
        assert len(api.members(acting, file_id)) == 2


def test_who_was_invited_becomes_a_full_member_when_added_as_one(city: City) -> None:
    file_id = uuid4()
    _case(file_id)
    _membership(city, "process_manager", file_id, invited=False)
    police, organisation = city.users["police"], city.organisations["politie"]
    with acting_as(city.acting("process_manager")) as acting:
        api.join(acting, file_id, police, organisation, invited=True)
        assert [m.invited for m in api.members(acting, file_id) if m.user_id == police] == [True]
        api.join(acting, file_id, police, organisation)
        api.join(acting, file_id, police, organisation, invited=True)  # takes nothing away
        assert [m.invited for m in api.members(acting, file_id) if m.user_id == police] == [False]


def test_an_agreement_that_began_today_can_end_today(city: City) -> None:
    row = Agreement.objects.using("keeper").get(organisation_id=city.organisations["politie"])
    row.valid_from = timezone.localdate()
    row.save(using="keeper")
    assert _sees(city, "police") > 0
    with acting_as(city.acting("administrator")) as acting:
        actions.end_agreement(acting, row.id)
    assert _sees(city, "police") == 0


def _ended(city: City, who: str) -> Assignment:
    return Assignment.objects.using("keeper").get(id=city.assignments[who])


def test_a_task_that_has_ended_keeps_its_end(city: City) -> None:
    end = timezone.now() - timedelta(days=40)
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(valid_until=end)
    with acting_as(city.acting("administrator")) as acting, pytest.raises(Conflict) as refused:
        actions.end_assignment(acting, city.assignments["desk"])
    assert refused.value.message == "Deze taak was al beëindigd. Er is niets veranderd."
    assert _ended(city, "desk").valid_until == end


def test_a_task_that_is_still_to_begin_never_was(city: City) -> None:
    start = timezone.now() + timedelta(days=10)
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(valid_from=start)
    with acting_as(city.acting("administrator")) as acting:
        actions.end_assignment(acting, city.assignments["desk"])
        with pytest.raises(Conflict):
            actions.end_assignment(acting, city.assignments["desk"])
    assert _ended(city, "desk").valid_until == start


@pytest.mark.parametrize("who", ["desk", "nobody"])
def test_an_end_that_was_planned_comes_sooner(city: City, who: str) -> None:
    planned = timezone.now() + timedelta(days=9)
    Assignment.objects.using("keeper").filter(id=city.assignments["desk"]).update(
        valid_until=planned
    )
    if who == "nobody":
        with acting_as(city.acting("administrator")) as acting, pytest.raises(Denied):
            actions.end_assignment(acting, uuid4())
        return
    with acting_as(city.acting("administrator")) as acting:
        actions.end_assignment(acting, city.assignments["desk"])
    assert (_ended(city, "desk").valid_until or planned) < planned
    assert _sees(city, "desk") == 0


def _agreement(city: City, **values: object) -> Agreement:
    rows = Agreement.objects.using("keeper").filter(organisation_id=city.organisations["politie"])
    rows.update(**values)
    return rows.get()


def test_an_agreement_that_has_ended_keeps_its_dates(city: City) -> None:
    today = timezone.localdate()
    start, end = today - timedelta(days=90), today - timedelta(days=40)
    row = _agreement(city, valid_from=start, valid_until=end)
    with acting_as(city.acting("administrator")) as acting, pytest.raises(Conflict) as refused:
        actions.end_agreement(acting, row.id)
    assert refused.value.message == "Dit convenant was al geëindigd. Er is niets veranderd."
    row.refresh_from_db(using="keeper")
    assert (row.valid_from, row.valid_until, row.over) == (start, end, True)


def test_an_agreement_that_is_still_to_begin_never_was(city: City) -> None:
    start = timezone.localdate() + timedelta(days=10)
    row = _agreement(city, valid_from=start, valid_until=start + timedelta(days=5))
    assert not row.over
    with acting_as(city.acting("administrator")) as acting:
        actions.end_agreement(acting, row.id)
        with pytest.raises(Conflict):
            actions.end_agreement(acting, row.id)
    row.refresh_from_db(using="keeper")
    assert (row.valid_from, row.valid_until) == (start, start - timedelta(days=1))
    assert row.over


@pytest.mark.parametrize(
    ("capacity", "purpose"),
    [("adviser", "reports"), ("desk", "cases"), ("administrator", "cases"), ("partner", "privacy"),
     ("mayor", "cases"), ("nobody", "reports"), ("desk", "")],
)  # fmt: skip
def test_the_database_holds_a_purpose_to_its_capacity(
    city: City, capacity: str, purpose: str
) -> None:
    values = {"organisation_id": city.organisations["gemeente"], "capacity": capacity,
              "purpose": purpose}  # fmt: skip
    with pytest.raises(IntegrityError, match="assignment_purpose_fits_capacity"):
        Assignment.objects.using("keeper").create(
            user_id=city.users["desk"], valid_from=timezone.now(), **values
        )
    with pytest.raises(IntegrityError, match="invitation_purpose_fits_capacity"):
        Invitation.objects.using("keeper").create(
            email="a@b.nl", token_hash=b"x", expires_at=timezone.now(), **values
        )


def test_every_capacity_has_a_purpose() -> None:
    assert set(PURPOSES_OF) == set(Capacity.values)
    assert {p for purposes in PURPOSES_OF.values() for p in purposes} == set(PurposeCode.values)
    assert capacities_for("council") == {"clerk", "mayor"}
