"""What definitions of engagement are held to."""

from __future__ import annotations

import pytest

from partner_success.core.checks import (
    fault,
    form_faults,
    reference_faults,
    refuse,
)
from partner_success.core.collections import Catalogue
from partner_success.engagement.playbooks import Outcome
from partner_success.errors import InvalidModelError


def test_nothing_is_refused_without_a_fault() -> None:
    """An empty list of faults raises nothing."""
    refuse("playbook 'x'", iter(()))


def test_every_fault_is_raised_at_once() -> None:
    """Faults are told together, and with what they belong to."""
    faults = (fault(path, "bad", "must be good", 5) for path in ("a", "b"))
    with pytest.raises(InvalidModelError, match="playbook 'x'") as caught:
        refuse("playbook 'x'", faults)
    assert [each.path for each in caught.value.problems] == ["a", "b"]
    assert caught.value.problems[0].message == "must be good; found 5"


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("listen", True),
        ("3b", True),
        ("hand-over_2", True),
        ("überblick", True),
        ("", False),
        ("_listen", False),
        ("-listen", False),
        ("listen to", False),
        ("listen.to", False),
        ("listen[0]", False),
        ("listen\n", False),
    ],
)
def test_ids_can_stand_in_a_path(name: str, *, good: bool) -> None:
    """An id is one word of letters, digits, hyphens and underscores."""
    parts = Catalogue([Outcome(id="fine", name=""), Outcome(id=name, name="")])
    found = [(each.path, each.code) for each in form_faults("parts", parts)]
    assert found == ([] if good else [("parts[1].id", "bad-id")])


def test_references_are_told_what_they_may_mean() -> None:
    """A misspelt id is told the near one, any other what there is."""
    names = ["listen", "lisen", "zzz"]
    first, second = reference_faults("needs", "step", names, iter(["listen", "mend"]))
    assert (first.path, second.path) == ("needs[1]", "needs[2]")
    assert first.message == "there is no step 'lisen'; did you mean 'listen'?"
    assert second.message == "there is no step 'zzz'; known: listen, mend"
    [alone] = reference_faults("needs", "step", ["listen"], ())
    assert alone.message == "there is no step 'listen'; known: none"
