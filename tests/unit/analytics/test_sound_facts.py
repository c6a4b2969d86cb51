"""Values that the rules refuse are left out of facts, and told."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.analytics import sound_facts
from partner_success.errors import InvalidUseError
from partner_success.frames import PortfolioFacts
from partner_success.partners import OperationReading
from tests.support.reviewed import ON, account, answer
from tests.unit.analytics.test_portfolio_snapshots import placed


@pytest.mark.rule("HLT-01")
def test_what_is_refused_stays_without_its_values(rules: ps.Rulebook) -> None:
    """A reading is kept, so that whatever else it says counts."""
    bad = OperationReading(
        partner_id="acme", on=ON, parts={"ticket_trend": 101, "usage_pattern": 90}
    )
    good = OperationReading(partner_id="bolt", on=ON, parts={"ticket_trend": 81})
    facts = PortfolioFacts(
        accounts=placed(account("a-1", 101), account("a-2", 85), file="accounts.csv"),
        answers=placed(
            answer("s-1", "nps", 11), answer("s-2", "nps", 9), file="answers.csv"
        ),
        operations=placed(bad, good, file="partners.json"),
    )
    found = sound_facts(facts, rules)
    assert [len(each.record.measures) for each in found.accounts] == [0, 4]
    assert [each.record.id for each in found.answers] == ["s-2"]
    assert [dict(each.record.parts) for each in found.operations] == [
        {},
        {"ticket_trend": 81},
    ]
    told = [(each.file, each.record, each.problem.path) for each in found.refusals]
    assert told == [
        *(("accounts.csv", 1, part) for part in sorted(rules.health.components.ids)),
        ("answers.csv", 1, "rating"),
        ("partners.json", 1, "ticket_trend"),
    ]


def test_sound_facts_stay_as_they_are(rules: ps.Rulebook) -> None:
    """With the refusals that there were."""
    facts = PortfolioFacts(accounts=placed(account("a-1", 85)))
    assert sound_facts(facts, rules) == facts


def test_something_else_is_misuse(rules: ps.Rulebook) -> None:
    """A list of facts is no portfolio."""
    with pytest.raises(InvalidUseError):
        sound_facts([], rules)  # type: ignore[arg-type]
