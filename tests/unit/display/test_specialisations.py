"""What a practice lacks for each level, as a table."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.display.specialisations import specialisation_table
from partner_success.errors import InvalidUseError
from partner_success.practice.specialisation import Certification, PracticePerson


def test_a_report_is_a_table(rules: ps.Rulebook) -> None:
    """A line for each role of each level, and the steps to the next one below."""
    passed = [Certification(exam="csm_certification")]
    people = [
        PracticePerson(id="ada", roles=["csm"], certifications=passed),
        PracticePerson(id="b\x1b[31men", roles=["csm", "sales"]),
        PracticePerson(id="eve", roles=["executive_sponsor"]),
    ]
    found = rules.specialisation.check(people, on=date(2026, 5, 4))
    table = specialisation_table(found)
    assert table.title == str(found)
    lines = [[cell.text for cell in row] for row in table.rows]
    assert len(lines) == 7
    assert lines[0][1:] == [
        "Customer success manager", "2", "1", "0", "ada", "b␛[31men (not passed)",
    ]  # fmt: skip
    assert lines[1][2:] == ["1", "0", "1", "–", "–"]
    assert [row[3].tone for row in table.rows[:3]] == ["fair", "worst", "good"]
    assert table.note.startswith("3 steps to Customer experience specialisation: pass")
    assert table.note.endswith("No level asks for: sales.")


def test_nothing_is_noted_where_nothing_is_left(rules: ps.Rulebook) -> None:
    """Whoever has the highest level has no step to take."""
    exams = {"csm": "csm_certification", "renewals_manager": "renewals_verification"}
    roles = ["csm"] * 3 + ["renewals_manager", "executive_sponsor", "practice_lead"]
    people = [
        PracticePerson(
            id=f"p{place}",
            roles=[role],
            certifications=[Certification(exam=exams[role])] if role in exams else [],
        )
        for place, role in enumerate(roles)
    ]
    found = rules.specialisation.check(people, on=date(2026, 5, 4))
    assert specialisation_table(found).note == ""


def test_anything_else_is_refused() -> None:
    """With what is needed."""
    with pytest.raises(InvalidUseError, match="needs a SpecialisationReport, not list"):
        specialisation_table(cast(Any, []))
