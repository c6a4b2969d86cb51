"""Chains tell which submission counts, and name every link that is not right."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import attrs
import pytest

from partner_success.questionnaires import (
    Chain,
    ChainLink,
    Replaced,
    Submission,
    delete,
    read_chain,
    read_chains,
)
from tests.unit.questionnaires.signing import AT, signed

pytestmark = pytest.mark.rule("QST-06")


def made(id_: str, replaces: ChainLink | None = None, **changes: Any) -> Submission:
    """Give a submission that replaces another."""
    link = None if replaces is None else replaces.as_replaced
    return signed({"a": {"id": id_}}, id=id_, replaces=link, **changes)


def linked(id_: str, replaced: str) -> Submission:
    """Give a submission that replaces one by name, whatever its digest."""
    return signed({}, id=id_, replaces=Replaced(id=replaced, digest="0" * 64))


def gone(record: Submission) -> ChainLink:
    """Give what the deletion of a submission leaves."""
    return delete(record, at=AT + timedelta(days=1), by="u-1", reason="asked for")


def ids(chain: Chain) -> list[str]:
    """Give the ids of the history."""
    return [record.id for record in chain.history]


def faults(chain: Chain) -> set[tuple[str, str]]:
    """Give the faults by place and code."""
    return {(fault.path, fault.code) for fault in chain.faults}


FIRST = made("s-1")
SECOND = made("s-2", FIRST)
THIRD = made("s-3", SECOND)


@pytest.mark.parametrize("records", list(permutations([FIRST, SECOND, THIRD])))
def test_the_last_correction_counts(records: tuple[Submission, ...]) -> None:
    """Whatever the order in which they are given."""
    chain = read_chain(records)
    assert ids(chain) == ["s-1", "s-2", "s-3"]
    assert chain.current == THIRD
    assert chain.faults == ()
    assert read_chains(records) == (chain,)


def test_one_submission_and_none() -> None:
    """The shortest chains."""
    assert read_chain([FIRST]) == Chain(history=(FIRST,), current=FIRST)
    assert read_chain([]) == Chain(history=(), current=None)
    assert read_chains([]) == ()


def test_a_tombstone_holds_its_place() -> None:
    """What was deleted in the middle neither breaks the chain nor counts."""
    chain = read_chain([THIRD, gone(SECOND), FIRST])
    assert ids(chain) == ["s-1", "s-2", "s-3"]
    assert (chain.current, chain.faults) == (THIRD, ())
    assert read_chain([gone(FIRST), SECOND]).current == SECOND


def test_deleting_a_correction_brings_nothing_back() -> None:
    """What it replaced was wrong, and stays replaced."""
    chain = read_chain([FIRST, gone(SECOND)])
    assert (chain.current, chain.faults) == (None, ())


def test_a_missing_submission_is_named() -> None:
    """The chain goes on from there."""
    chain = read_chain([FIRST, THIRD])
    assert faults(chain) == {("s-3", "missing")}
    fault = chain.faults[0]
    assert (fault.expected, "its tombstone" in fault.message) == ("s-2", True)
    assert read_chain([THIRD]).current == THIRD


def test_another_submission_in_the_place_of_the_replaced_is_found() -> None:
    """The digest tells that it is not the one that was corrected."""
    forged = signed({"a": {"id": "other"}}, id="s-1")
    chain = read_chain([forged, SECOND])
    assert faults(chain) == {("s-2", "wrong-digest")}
    fault = chain.faults[0]
    assert (fault.given, fault.expected) == (forged.digest, FIRST.digest)


def test_two_that_replace_the_same_leave_none_current() -> None:
    """Which of both counts is for people to say."""
    other = made("s-4", FIRST)
    chain = read_chain([FIRST, SECOND, THIRD, other])
    assert faults(chain) == {("s-1", "fork")}
    assert chain.faults[0].given == "s-2, s-4"
    assert chain.current is None
    assert ids(chain) == ["s-1", "s-2", "s-4", "s-3"]


def test_double_ids_are_named_once() -> None:
    """Only the first is linked, and a doubled end is not current."""
    chain = read_chain([FIRST, SECOND, gone(SECOND), SECOND])
    assert faults(chain) == {("s-2", "double-id")}
    assert len(chain.faults) == 1
    assert (ids(chain), chain.current) == (["s-1", "s-2"], None)
    chain = read_chain([FIRST, FIRST, SECOND])
    assert (faults(chain), chain.current) == ({("s-1", "double-id")}, SECOND)
    assert len(read_chains([FIRST, SECOND, FIRST])) == 1


def test_cycles_end() -> None:
    """One that replaces itself, two in a ring, and what hangs on them."""
    alone = read_chain([linked("s-1", "s-1")])
    assert faults(alone) == {("s-1", "cycle"), ("s-1", "wrong-digest")}
    assert (ids(alone), alone.current) == (["s-1"], None)

    ring = [linked("s-3", "s-2"), linked("s-1", "s-2"), linked("s-2", "s-1")]
    for records in permutations(ring):
        chain = read_chain(records)
        cycles = [each for each in chain.faults if each.code == "cycle"]
        assert [each.path for each in cycles] in (["s-1"], ["s-2"])
        assert sorted(ids(chain)) == ["s-1", "s-2", "s-3"]
        assert chain.current is None
        assert len(read_chains(records)) == 1

    two = read_chain([linked("a", "b"), linked("b", "a"), linked("c", "c"), FIRST])
    assert [each.path for each in two.faults if each.code == "cycle"] == ["a", "c"]
    assert (two.history[0], two.current) == (FIRST, None)


def test_a_long_chain_needs_no_deep_stack() -> None:
    """Thousands of corrections, given backwards."""
    records = [linked(f"s-{n}", f"s-{n - 1}") for n in range(3_000, 0, -1)]
    chain = read_chain([*records, attrs.evolve(FIRST, id="s-0")])
    assert ids(chain) == [f"s-{n}" for n in range(3_001)]
    assert chain.current is not None
    assert chain.current.id == "s-3000"
    assert len(read_chains([*records, attrs.evolve(FIRST, id="s-0")])) == 1


def test_what_does_not_belong_is_named() -> None:
    """Another partner, another questionnaire, another beginning."""
    other = made("s-2", FIRST, partner_id="p-2", questionnaire_id="other")
    chain = read_chain([FIRST, other, made("s-9")])
    assert faults(chain) == {
        ("s-2", "other-partner"),
        ("s-2", "other-questionnaire"),
        ("s-9", "apart"),
    }
    assert chain.current is None
    newer = made("s-2", FIRST, version="2.0.0")
    assert read_chain([FIRST, newer]).faults == ()


def test_submissions_are_parted_into_chains() -> None:
    """A survey that is answered again is another chain, in the order of appearance."""
    lost = [linked("s-8", "lost"), linked("s-9", "lost")]
    again = made("q-1")
    parts = read_chains([THIRD, again, *lost, FIRST, SECOND])
    assert [ids(part) for part in parts] == [
        ["s-1", "s-2", "s-3"],
        ["q-1"],
        ["s-8", "s-9"],
    ]
    assert [part.current for part in parts] == [THIRD, again, None]
    assert faults(parts[2]) == {
        ("s-8", "missing"),
        ("s-9", "missing"),
        ("lost", "fork"),
    }
