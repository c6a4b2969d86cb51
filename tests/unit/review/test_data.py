"""Reviews as data follow a schema that says what is there."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import partner_success as ps
from partner_success.partners import Contract, Snapshot
from partner_success.review import (
    portfolio_data,
    review_data,
    review_schema,
    reviews_data,
)
from tests.support.reviewed import (
    JOURNEYS_AT,
    OFFICE,
    account,
    answer,
    licence,
    paid,
    partner,
    sheet,
    snapshot,
    ticket,
    way,
)

VALIDATOR = Draft202012Validator(
    review_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def full() -> Snapshot:
    """Give a partner of whom something is known in every part."""
    day = JOURNEYS_AT.date()
    customers = [
        account("a-1", 40, day, partner_id="amberline", renews_on=date(2026, 12, 31)),
        account("a-2", None, day, partner_id="amberline"),
        account("a-3", 101, day, partner_id="amberline"),
        account("a-4", 100, day, partner_id="amberline", churned=True),
    ]
    more = {"partner_id": "amberline", "answered_on": day}
    contract = Contract(id="c-1", kind="ppa", renews_on=date(2026, 12, 31))
    return snapshot(
        at=JOURNEYS_AT,
        partner=partner("amberline", contract=contract),
        accounts=customers,
        tickets=[ticket()],
        licences=[licence(10, 12, day), licence(10, 1, day, licence_type="core")],
        revenue=[paid("0.10", day), paid("9", day, "USD")],
        answers=[answer("s-1", "csat", 5, **more), answer("s-2", "nps", 9, **more)],
        sheets=[
            ps.partners.ReadinessSheet(
                id="r-1", partner_id="amberline", on=day, ratings=sheet(3).ratings
            )
        ],
    )


def whole(rules: ps.Rulebook) -> ps.review.PortfolioReview:
    """Review it beside partners of whom little is known."""
    return ps.review_portfolio(
        [full(), snapshot(), snapshot(partner=partner("silverpine"))],
        rules,
        at=JOURNEYS_AT,
        journeys=[way("amberline"), way("silverpine")],
        calendar=OFFICE,
        done=[],
        sla="enterprise_support",
    )


def test_what_is_given_follows_the_schema(rules: ps.Rulebook) -> None:
    """A whole portfolio, one partner of it, and one of whom nothing is known."""
    found = whole(rules)
    for data in (portfolio_data(found), reviews_data(found, found.reviews[:1])):
        VALIDATOR.validate(data)
        assert json.loads(json.dumps(data)) == data
    bare = ps.review_portfolio([snapshot(), full()], rules, at=JOURNEYS_AT)
    VALIDATOR.validate(portfolio_data(bare))


def test_every_key_is_named_in_the_schema(rules: ps.Rulebook) -> None:
    """So the schema says all of it, though it lets new keys pass."""
    closed = _closed(copy.deepcopy(review_schema()))
    Draft202012Validator(closed).validate(portfolio_data(whole(rules)))


def _closed(schema: Any) -> Any:
    if isinstance(schema, dict):
        for each in schema.values():
            _closed(each)
        if "properties" in schema:
            schema["additionalProperties"] = False
    return schema


@pytest.mark.parametrize("key", ["partners", "rulebook", "at", "refusals"])
def test_what_lacks_a_key_is_refused(rules: ps.Rulebook, key: str) -> None:
    """The schema is not open to everything."""
    data = portfolio_data(whole(rules))
    del data[key]
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)


def test_numbers_are_exact_and_what_is_not_known_is_null(rules: ps.Rulebook) -> None:
    """No score is no 0."""
    data = review_data(whole(rules).partner("amberline"))
    first, second, third, fourth = data["accounts"]
    assert first["score"] == {"value": 40.0, "exact": "40"}
    assert (first["greatest_drag"], first["band"]["id"]) == (
        "technical_performance",
        "emergency",
    )
    assert first["revenue"] == [
        {"currency": "EUR", "value": 0.1, "exact": "1/10"},
        {"currency": "USD", "value": 9.0, "exact": "9"},
    ]
    assert second["revenue"] == []
    assert (second["state"], second["score"]) == ("not scored", None)
    assert (third["state"], third["score"]) == ("refused", None)
    assert (fourth["left"], fourth["greatest_drag"]) == (True, None)
    assert data["tickets"][0]["judged"]
    assert data["care"]
    assert data["prompts"]
    empty = review_data(ps.review(snapshot(), rules, at=JOURNEYS_AT))
    for key in ("stage", "surveys", "readiness", "care"):
        assert empty[key] is None
    assert empty["tickets"] == []
    assert empty["findings"]
    unjudged = review_data(ps.review(full(), rules, at=JOURNEYS_AT))
    assert not unjudged["tickets"][0]["judged"]


def test_the_schema_of_the_reference_is_the_one_that_counts() -> None:
    """Whoever reads the file reads what the function gives."""
    path = Path(__file__).parents[3] / "docs" / "reference" / "review.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == review_schema()
    Draft202012Validator.check_schema(review_schema())
