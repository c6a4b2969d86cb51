"""With which partners a pilot is tried, and why not with the others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.programme.pilot_partners import (
    PilotCandidate,
    PilotChoice,
    choose_partners,
)

some = settings(max_examples=min(50, settings().max_examples))
CRITERIA = (
    "strategic_fit",
    "practice_in_place",
    "customers_enough",
    "sponsor_committed",
    "data_shareable",
)
FIT = "strategic_fit"


def candidate(id_: str, *met: str, **others: bool | None) -> PilotCandidate:
    """Give a candidate that meets some criteria."""
    return PilotCandidate(id=id_, meets={**dict.fromkeys(met, True), **others})


def ids(choice: PilotChoice) -> tuple[list[str], list[str], list[str]]:
    """Give who is chosen, who has no room, and who is unfit."""
    return (
        [each.id for each in choice.chosen],
        [each.id for each in choice.no_room],
        [each.id for each in choice.unfit],
    )


@pytest.mark.rule("PRG-09")
def test_the_criteria_of_the_rulebook(rules: ps.Rulebook) -> None:
    """Five, in the order in which they decide, each cited."""
    assert rules.programme.pilot.selection.ids == CRITERIA
    assert all(each.citations for each in rules.programme.pilot.selection)


@pytest.mark.rule("PRG-09")
def test_who_is_chosen_and_why_not(rules: ps.Rulebook) -> None:
    """The most criteria first; a required one that is unmet or unknown keeps out."""
    choice = choose_partners(
        [
            candidate("acme", FIT, "data_shareable"),
            candidate("brook", FIT, "customers_enough", "sponsor_committed"),
            candidate("cedar", FIT),
            candidate("dune", "customers_enough", strategic_fit=False),
            candidate("elm", "customers_enough"),
        ],
        rules.programme,
        required=[FIT],
        at_most=2,
    )
    assert ids(choice) == (["brook", "acme"], ["cedar"], ["dune", "elm"])
    told = {
        each.id: [reason.code for reason in each.decision.reasons]
        for each in choice.candidates
    }
    assert told == {
        "brook": ["chosen"],
        "acme": ["chosen"],
        "cedar": ["no-room"],
        "dune": ["criterion-unmet"],
        "elm": ["criterion-unknown"],
    }
    shown = choice.explain()
    assert shown.title == "Pilot partners: 2 of 5 chosen, 2 at most"
    assert shown.rows[2] == (
        "cedar", "no", "1", "place 3 of those that could be chosen, 2 at most",
    )  # fmt: skip
    assert shown.remarks == ()


@pytest.mark.rule("PRG-09")
def test_every_criterion_is_required_unless_said_otherwise(rules: ps.Rulebook) -> None:
    """Whoever lacks one is not chosen, and each that is lacking is a reason."""
    short = candidate("acme", *CRITERIA[:3], sponsor_committed=False)
    choice = choose_partners(
        [short, candidate("brook", *CRITERIA)], rules.programme, at_most=5
    )
    assert ids(choice) == (["brook"], [], ["acme"])
    lacking = choice.candidates["acme"]
    assert (lacking.unmet, lacking.unknown) == (
        ("sponsor_committed",),
        ("data_shareable",),
    )
    assert len(lacking.decision.reasons) == 2


@pytest.mark.rule("PRG-09")
def test_of_as_many_criteria_the_first_decides(rules: ps.Rulebook) -> None:
    """The order of the criteria goes before that of the ids."""
    choice = choose_partners(
        [candidate("acme", "data_shareable"), candidate("brook", "practice_in_place")],
        rules.programme,
        required=[],
        at_most=1,
    )
    assert ids(choice) == (["brook"], ["acme"], [])
    assert choice.split_ties == ()


@pytest.mark.rule("PRG-09")
@pytest.mark.parametrize(
    ("order", "chosen"),
    [((), "acme"), (("cedar",), "cedar"), (("brook", "cedar"), "brook")],
)
def test_a_tie_is_told_and_broken_by_a_stated_order(
    rules: ps.Rulebook, order: tuple[str, ...], chosen: str
) -> None:
    """Those that are named go first, and the others by their ids."""
    tied = [candidate(name, FIT) for name in ("cedar", "acme", "brook")]
    choice = choose_partners(
        tied, rules.programme, required=[FIT], at_most=1, tie_order=order
    )
    assert [each.id for each in choice.chosen] == [chosen]
    assert set(choice.split_ties) == {"acme", "brook", "cedar"}
    assert set(choice.chosen[0].tied_with) == {"acme", "brook", "cedar"} - {chosen}
    assert "tied, so that the stated order decided" in choice.explain().remarks[0]
    whole = choose_partners(tied, rules.programme, required=[FIT], at_most=3)
    assert whole.split_ties == ()


@some
@given(
    st.lists(st.sets(st.sampled_from(CRITERIA)), max_size=6),
    st.sets(st.sampled_from(CRITERIA), max_size=2),
    st.integers(1, 4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_candidates_makes_no_difference(
    met: list[set[str]], required: set[str], at_most: int, shuffle: Any
) -> None:
    """Nobody who meets more is passed over, and all who fit are chosen or have rank."""
    policy = ps.standard().programme
    candidates = [candidate(f"c{place}", *each) for place, each in enumerate(met)]
    mixed = candidates.copy()
    shuffle.shuffle(mixed)
    choice = choose_partners(candidates, policy, required=required, at_most=at_most)
    again = choose_partners(mixed, policy, required=required, at_most=at_most)
    assert again.candidates == choice.candidates
    chosen, waiting, unfit = ids(choice)
    fit = [
        each for each, names in zip(candidates, met, strict=True) if required <= names
    ]
    assert len(chosen) == min(at_most, len(fit))
    assert len(chosen) + len(waiting) == len(fit)
    assert sorted([*chosen, *waiting, *unfit]) == [each.id for each in candidates]
    counts = [len(each.met) for each in (*choice.chosen, *choice.no_room)]
    assert counts == sorted(counts, reverse=True)


def test_choices_that_cannot_be_meant(rules: ps.Rulebook) -> None:
    """Doubles, criteria and candidates that there are not, lists that are none."""
    wrong: Any = [
        candidate("acme", "fit"),
        candidate("acme"),
        candidate("brook", "strategic"),
        5,
    ]
    with pytest.raises(InvalidDataError) as caught:
        choose_partners(
            wrong, rules.programme, required=["zzz"], at_most=1, tie_order=["acne"]
        )
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("candidates[3]", "wrong-type"),
        ("candidates[1].id", "duplicate-id"),
        ("candidates[0].meets['fit']", "unknown"),
        ("candidates[2].meets['strategic']", "unknown"),
        ("required[0]", "unknown"),
        ("tie_order[0]", "unknown"),
    ]
    for number in (0, True, 1.5, "2"):
        most: Any = number
        with pytest.raises(InvalidValueError, match="whole number of partners"):
            choose_partners([], rules.programme, at_most=most)
    with pytest.raises(InvalidUseError, match=r"write \['strategic_fit'\]"):
        choose_partners([], rules.programme, at_most=1, required=FIT)
    with pytest.raises(InvalidDataError, match="give each once"):
        choose_partners([], rules.programme, at_most=1, required=[FIT, FIT])


def test_candidates_with_faults() -> None:
    """Answers are true, false, or not known."""
    answers: Any = {"strategic_fit": "yes", "": True, "data_shareable": None}
    with pytest.raises(InvalidDataError) as caught:
        PilotCandidate(id="", meets=answers)
    assert [each.path for each in caught.value.problems] == [
        "id",
        "meets['']",
        "meets['strategic_fit']",
    ]
    listed: Any = ["strategic_fit"]
    with pytest.raises(InvalidDataError, match="meets: must be a mapping"):
        PilotCandidate(id="acme", meets=listed)
