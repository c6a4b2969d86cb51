"""What a manager of customer success does, and what comes before what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    CustomerSuccessTask,
    Responsibilities,
    TaskRole,
)
from partner_success.errors import UnknownNameError
from tests.unit.engagement.small_responsibilities import small, task

some = settings(max_examples=min(50, settings().max_examples))

ACTIONS = [
    "learn_of_the_sale",
    "review_the_order",
    "hold_the_planning_meeting",
    "validate_the_account",
    "draft_the_success_plan",
]
DUTIES = [
    "account_planning",
    "customer_kickoff",
    "solution_deployment",
    "initial_training",
    "customer_launch",
]

# Copied by hand: the nine tasks as printed, each with what was decided to come before.
NINE = {
    "sales_hand_off": "",
    "business_case": "sales_hand_off",
    "adoption_strategy": "business_case",
    "strategic_advice": "business_case engagement_schedule",
    "customer_advocacy": "engagement_schedule",
    "engagement_schedule": "sales_hand_off",
    "upsell_opportunities": "adoption_strategy",
    "renewal_watch": "sales_hand_off",
    "risks_and_opportunities": "business_case",
}


@pytest.mark.rule("ENG-10")
def test_five_duties_and_five_actions(rules: ps.Rulebook) -> None:
    """The duties go one after the other, the actions are the parts of the first."""
    tasks = [each for each in rules.responsibilities.tasks if each.role == "CSM"]
    assert [each.id for each in tasks if each.part_of is None] == DUTIES
    assert [each.id for each in tasks if each.part_of] == ACTIONS
    assert {each.part_of for each in tasks} == {None, "account_planning"}
    for chain in (ACTIONS, DUTIES):
        for before, after in zip(["", *chain], chain, strict=False):
            assert " ".join(rules.responsibilities.tasks[after].needs) == before


@pytest.mark.rule("ENG-10")
def test_nine_tasks(rules: ps.Rulebook) -> None:
    """They stand as printed; what comes before is marked as decided."""
    tasks = [each for each in rules.responsibilities.tasks if each.role == "CEE"]
    assert {each.id: " ".join(each.needs) for each in tasks} == NINE
    assert [each.id for each in tasks] == list(NINE)
    for each in tasks:
        sources = [citation.source for citation in each.citations]
        assert sources == ["DECK", *(["DECISION"] if each.needs else [])]
        assert each.part_of is None


@pytest.mark.rule("ENG-10")
def test_roles(rules: ps.Rulebook) -> None:
    """Two names of one role, each with its own tasks."""
    roles = {each.id: each.name for each in rules.responsibilities.roles}
    assert roles == {
        "CSM": "Customer Success Manager",
        "CEE": "Customer Engagement Executive",
    }


@pytest.mark.rule("ENG-10")
def test_the_way_of_a_csm(rules: ps.Rulebook) -> None:
    """At each step exactly one task is next, and planning ends with its actions."""
    done: list[str] = []
    for expected in (*ACTIONS, *DUTIES):
        (ready,) = rules.responsibilities.ready_tasks(done, role="CSM")
        assert ready.id == expected
        done.append(ready.id)
    assert rules.responsibilities.ready_tasks(done, role="CSM") == ()


@pytest.mark.rule("ENG-10")
def test_what_is_in_the_way(rules: ps.Rulebook) -> None:
    """A task that waits names all that is open right before it."""
    blocked = rules.responsibilities.blocked_tasks(
        ["learn_of_the_sale", "sales_hand_off", "business_case"]
    )
    missing = {each.id: each.missing for each in blocked}
    assert missing["account_planning"] == tuple(ACTIONS[1:])
    assert missing["customer_kickoff"] == ("account_planning",)
    assert missing["strategic_advice"] == ("engagement_schedule",)
    assert "review_the_order" not in missing
    assert "adoption_strategy" not in missing


@pytest.mark.rule("ENG-10")
def test_parts_wait_for_what_the_whole_needs() -> None:
    """A part is not begun before its whole could be, and the whole ends with it."""
    tasks = [task("first"), task("whole", "first"), task("part", part_of="whole")]
    drawn = small(tasks=Catalogue(tasks, kind="task"))
    for done, ready in (
        ([], ["first"]),
        (["first"], ["part"]),
        (["first", "part"], ["whole"]),
    ):
        assert [each.id for each in drawn.ready_tasks(done)] == ready


def test_unknown_names(rules: ps.Rulebook) -> None:
    """A misspelt task or role is told what it may have meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'business_case'"):
        rules.responsibilities.ready_tasks(["busines_case"])
    with pytest.raises(UnknownNameError, match="did you mean 'CSM'"):
        rules.responsibilities.blocked_tasks(role="CSMS")


@st.composite
def orders(draw: st.DrawFn) -> Responsibilities:
    """Draw tasks that need some of those before them, in any order."""
    tasks: list[CustomerSuccessTask] = []
    for number in range(draw(st.integers(1, 6))):
        needs = {each.id for each in tasks if draw(st.booleans())}
        role = draw(st.sampled_from("rq"))
        tasks.append(task(f"t{number}", *sorted(needs), role=role))
    roles = Catalogue([TaskRole(id=each, name=each) for each in "rq"], kind="role")
    shuffled = draw(st.permutations(tasks))
    return small(tasks=Catalogue(shuffled, kind="task"), roles=roles)


@pytest.mark.rule("ENG-10")
@some
@given(orders(), st.data())
def test_every_task_is_done_ready_or_blocked(
    drawn: Responsibilities, data: st.DataObject
) -> None:
    """Each is exactly one of the three, whatever was done in whatever order."""
    done = data.draw(st.sets(st.sampled_from(drawn.tasks.ids)))
    ready = [each.id for each in drawn.ready_tasks(done)]
    blocked = [each.id for each in drawn.blocked_tasks(done)]
    assert sorted([*done, *ready, *blocked]) == sorted(drawn.tasks.ids)
    standings = drawn.task_standings(done)
    assert [each.id for each in standings] == list(drawn.tasks.ids)
    for each in standings:
        assert each.done is (each.id in done)
        assert each.ready is (each.id in ready)
        assert set(each.missing) == (
            set() if each.done else set(each.task.needs) - set(done)
        )
    by_role = [drawn.task_standings(done, role=each) for each in "rq"]
    assert sum(map(len, by_role)) == len(standings)


@pytest.mark.rule("ENG-10")
@some
@given(orders(), st.data())
def test_doing_what_is_ready_comes_to_an_end(
    drawn: Responsibilities, data: st.DataObject
) -> None:
    """Whichever ready task is done next, all are done in the end, needs before."""
    done: list[str] = []
    while ready := drawn.ready_tasks(done):
        chosen = data.draw(st.sampled_from(ready))
        assert set(chosen.needs) <= set(done)
        # What was ready stays so: doing one task takes nothing from another.
        others = {each.id for each in ready if each is not chosen}
        done.append(chosen.id)
        assert others <= {each.id for each in drawn.ready_tasks(done)}
    assert sorted(done) == sorted(drawn.tasks.ids)
