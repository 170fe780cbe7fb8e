"""The bait world: drafts of the model, what a dry run found, and cases that go to a version."""

from uuid import uuid4

from baken.cases import models as cases
from tests.wall.world import World, ago


def some_versions(world: World) -> None:
    examples = cases.AveModel.objects.using("keeper").filter(adopted_by=None)
    old, base = examples.earliest("version"), examples.latest("version")
    users, mark = world.city.users, world.mark
    for writer, dropped in (("administrator", None), ("lead", None), ("lead", ago(1))):
        key = uuid4()
        world.put(
            cases.ModelDraft,
            id=key,
            base=base,
            title=mark("cases_modeldraft", key),
            source=mark("cases_modeldraft", key),
            body=base.body,
            begun_by_id=users[writer],
            begun_at=ago(4),
            edited_by_id=users[writer],
            edited_at=ago(3),
            dropped_at=dropped,
        )
    _a_trial(world, base)
    for asker, decider in (("process_manager", None), ("lead", None), ("lead", "mayor")):
        key = uuid4()
        decided = {"decided_by_id": users["mayor"], "decided_at": ago(2), "granted": True}
        world.put(
            cases.ModelMove,
            id=key,
            target=base,
            asked_by_id=users[asker],
            asked_at=ago(3),
            reason=mark("cases_modelmove", key),
            **(decided if decider else {}),
        )
        for name in ("one", "two", "shut"):
            world.put(
                cases.ModelMoveItem,
                move_id=key,
                case_id=world.names[f"case {name}"],
                former=old,
                target=base,
            )


def _a_trial(world: World, model: cases.AveModel) -> None:
    key = uuid4()
    world.put(
        cases.ModelTrial,
        id=key,
        model=model,
        body=model.body,
        asked_by_id=world.city.users["lead"],
        asked_at=ago(2),
        done_at=ago(2),
    )
    for name in ("one", "two", "shut"):
        case = world.names[f"case {name}"]
        world.put(cases.ModelFinding, trial_id=key, case_id=case, kind="case")
