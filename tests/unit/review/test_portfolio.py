"""A portfolio is reviewed partner by partner, worst first, and nothing gets lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.frames import Fact, PortfolioFacts, Refusal, Source
from partner_success.partners import Partner, Person, SurveyAnswer
from partner_success.review import PortfolioReview, Urgency
from partner_success.review.gathering import by_partner
from tests.support.reviewed import (
    AT,
    JOURNEYS_AT,
    ON,
    account,
    answer,
    licence,
    partner,
    sheet,
    snapshot,
    ticket,
    usage,
    way,
)


def rows(name: str, *records: Any) -> tuple[Fact[Any], ...]:
    """Give records as the rows of a table, from its second line on."""
    file = f"{name}.csv"
    return tuple(
        Fact(record=each, source=Source(file=file, line=place + 1, record=place))
        for place, each in enumerate(records, start=1)
    )


def reviewed(rules: ps.Rulebook, facts: Any, **more: Any) -> PortfolioReview:
    """Review a portfolio."""
    return ps.review_portfolio(facts, rules, **{"at": AT} | more)


def one_of(id_: str, health: float, count: int = 1) -> ps.partners.Snapshot:
    """Give a partner with some customers of one health."""
    customers = [
        account(f"{id_}-{each}", health, partner_id=id_) for each in range(count)
    ]
    return snapshot(partner=partner(id_), accounts=customers)


def test_worst_first(rules: ps.Rulebook) -> None:
    """More for now, then for soon, then to watch, then not known; then by id."""
    given = [
        one_of("calm", 85),
        one_of("also-calm", 85),
        one_of("soon", 75),
        one_of("two-soon", 75, 2),
        one_of("now", 40),
        one_of("unknown", 85).__class__(at=AT, partner=partner("unknown")),
    ]
    found = reviewed(rules, given)
    assert [each.partner_id for each in found.reviews] == [
        *("now", "two-soon", "soon", "also-calm", "calm", "unknown"),
    ]


def test_counts_add_up(rules: ps.Rulebook) -> None:
    """Stages to the partners, bands to the customers, kinds to the findings."""
    measures = {"technical_performance": 101}
    given = snapshot(
        accounts=[
            account("a-1", 95),
            account("a-2", 40),
            account("a-3", None),
            account("a-4", 40, churned=True),
            account("a-5", measures=measures),
        ]
    )
    quarry = snapshot(partner=partner("quarry"))
    found = reviewed(rules, [given, quarry], at=JOURNEYS_AT, journeys=[way("quarry")])
    stages = {each.id: each.count for each in found.stages}
    assert sum(stages.values()) == len(found.reviews) == 2
    assert (stages["gate_2"], stages["not known"]) == (1, 1)
    bands = {each.id: each.count for each in found.bands}
    assert sum(bands.values()) == 5
    assert bands["champion"] == bands["emergency"] == 1
    assert bands["not scored"] == bands["left"] == bands["refused"] == 1
    assert sum(each.count for each in found.common) == len(found.findings)
    assert sum(found.counts.values()) == len(found.findings)
    assert all(1 <= each.partners <= each.count for each in found.common)


def test_common_findings_stand_by_urgency_and_number(rules: ps.Rulebook) -> None:
    """What is for now comes before what is more frequent."""
    found = reviewed(rules, [one_of("a", 40), one_of("b", 75, 2)])
    urgencies = [each.urgency for each in found.common]
    assert urgencies == sorted(urgencies, key=list(Urgency).index)
    unknown = [e.count for e in found.common if e.urgency is Urgency.UNKNOWN]
    assert unknown == sorted(unknown, reverse=True)


def test_without_bands_customers_are_counted_all_the_same(rules: ps.Rulebook) -> None:
    """They have a score, and no band."""
    changed = attrs.evolve(rules, health=attrs.evolve(rules.health, bands=None))
    found = reviewed(changed, [one_of("a", 40, 3)])
    assert [(each.id, each.count) for each in found.bands] == [("no band", 3)]


def test_one_partner_is_found_by_its_id(rules: ps.Rulebook) -> None:
    """Near ones are named."""
    found = reviewed(rules, [one_of("acme", 40)])
    assert found.partner("acme").partner_id == "acme"
    with pytest.raises(UnknownNameError, match="acme"):
        found.partner("acne")


def test_a_partner_alone_is_as_in_the_portfolio(rules: ps.Rulebook) -> None:
    """With the journeys of the others beside it."""
    names = ("quarry", "silverpine", "amberline")
    given = [snapshot(partner=partner(each)) for each in names]
    whole = reviewed(
        rules, given, at=JOURNEYS_AT, journeys=[way(each) for each in names]
    )
    for each in given:
        id_ = each.partner.id
        alone = ps.review(
            each,
            rules,
            at=JOURNEYS_AT,
            journey=way(id_),
            others=[way(name).state for name in names if name != id_],
        )
        assert alone == whole.partner(id_)


def test_journeys_of_others_tell_how_long_stages_take(rules: ps.Rulebook) -> None:
    """Also of partners without a snapshot, who are not reviewed; later ones do not."""
    given = [snapshot(partner=partner("silverpine"))]
    later = rules.journey.start(partner("new"), at=JOURNEYS_AT + timedelta(days=1))
    journeys = [way("silverpine"), way("amberline"), later]
    found = reviewed(rules, given, at=JOURNEYS_AT, journeys=journeys)
    [one] = found.reviews
    assert one.stage is not None
    assert {each.source for each in one.stage.risk.work} == {"measured"}
    assert one.stage.forecast is not None
    short = reviewed(rules, given, at=JOURNEYS_AT, journeys=journeys, forecasts=False)
    assert short.reviews[0].stage is not None
    assert short.reviews[0].stage.forecast is None


def test_tables_are_sorted_by_partner(rules: ps.Rulebook) -> None:
    """A customer belongs to the partner of its newest reading, with all of its rows."""
    moved = account("a-2", on=date(2026, 4, 1), partner_id="acme")
    facts = PortfolioFacts(
        accounts=rows(
            "accounts",
            account("a-1"),
            account("a-2", partner_id="bolt"),
            moved,
            account("a-9", on=ON + timedelta(days=1), partner_id="late"),
        ),
        tickets=rows(
            "tickets",
            ticket("t-1"),
            ticket("t-2", account_id="a-2"),
            ticket("t-3", account_id=None, partner_id="crane"),
        ),
        usage=rows("usage", usage(ON, 3)),
        licences=rows("licences", licence(10, 12)),
        answers=rows("answers", answer("s-1", "nps", 9)),
        sheets=rows("sheets", sheet(3)),
        remarks=("read with care",),
    )
    found = reviewed(rules, facts)
    by_id = {each.partner_id: each for each in found.reviews}
    assert by_id.keys() == {"acme", "bolt", "crane", "late"}
    acme = by_id["acme"]
    assert [each.ticket.id for each in acme.tickets] == ["t-1"]
    assert [each.account.id for each in acme.accounts] == ["a-1"]
    assert acme.facts.usage == (usage(ON, 3),)
    assert acme.accounts[0].licences
    assert acme.surveys is not None
    assert acme.readiness is not None
    assert acme.name == "acme"
    assert len(by_id["bolt"].facts.accounts) == 2
    assert [each.ticket.id for each in by_id["crane"].tickets] == ["t-3"]
    assert by_id["late"].accounts == ()
    assert found.remarks == ("read with care",)


def test_rows_of_nobody_are_counted(rules: ps.Rulebook) -> None:
    """They are not lost without a word."""
    facts = PortfolioFacts(
        accounts=rows("accounts", account()),
        tickets=rows("tickets", ticket(account_id="a-8")),
        usage=rows("usage", usage(ON, 3)),
        licences=rows("licences", licence(1, 1, account_id="a-8"), licence(1, 1)),
    )
    why = "1 left out, because no reading of their customer was read up to 2026-05-04"
    remarks = reviewed(rules, facts).remarks
    assert remarks == (f"tickets.csv: {why}", f"licences.csv: {why}")


def test_refusals_of_reading_and_of_the_rules_stand_together(
    rules: ps.Rulebook,
) -> None:
    """By file and record."""
    problem = ps.errors.Problem(path="id", code="missing", message="is missing")
    unread = Refusal(file="accounts.csv", line=9, record=8, problem=problem)
    facts = PortfolioFacts(
        accounts=rows("accounts", account(measures={"uptime": 104}), account("a-2")),
        answers=rows("answers", answer("s-1", "csat", 9)),
        refusals=(unread,),
    )
    found = reviewed(rules, facts)
    places = [(each.file, each.line, each.problem.path) for each in found.refusals]
    assert places == [
        ("accounts.csv", 2, "uptime"),
        ("accounts.csv", 9, "id"),
        ("answers.csv", 2, "rating"),
    ]


def test_a_table_of_tickets_is_looked_at_for_all(rules: ps.Rulebook) -> None:
    """A customer without a ticket had none; without any ticket nobody knows."""
    accounts = rows("accounts", account(), account("a-2", partner_id="bolt"))
    tickets = rows("tickets", ticket())
    for given, state in (((), "not enough data"), (tickets, "quiet")):
        facts = PortfolioFacts(accounts=accounts, tickets=given)
        one = reviewed(rules, facts).partner("bolt").accounts[0]
        assert one.triggers is not None
        assert one.triggers.results["performance"].state == state


def test_records_and_journeys_stand_beside_tables(rules: ps.Rulebook) -> None:
    """Partners of whom nothing else is known are reviewed too."""
    people = [Person(id="ada", name="Ada"), Person(id="june", name="June")]
    found = reviewed(
        rules,
        PortfolioFacts(),
        at=JOURNEYS_AT,
        partners=[partner("acme"), partner("quarry")],
        people=[*people, Person(id="zoe", name="Zoe")],
        journeys=[way("quarry"), way("redwood")],
    )
    known = {each.partner_id: each for each in found.reviews}
    assert known.keys() == {"acme", "quarry", "redwood"}
    assert [each.id for each in known["acme"].facts.people] == ["ada"]
    assert {each.id for each in known["quarry"].facts.people} == {"ada", "june"}
    assert known["quarry"].name == "Quarry"


def test_progress_is_told(rules: ps.Rulebook) -> None:
    """How many of all partners are done."""
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))

    reviewed(rules, [one_of("a", 1), one_of("b", 1)], progress=report)
    assert told[-1] == (2, 2)


def test_a_portfolio_tells_itself(rules: ps.Rulebook) -> None:
    """Each partner with its counts and what presses most."""
    found = reviewed(rules, [one_of("acme", 40)])
    told = found.explain()
    assert told.title.startswith("1 partner on 2026-05-04: 1 now")
    assert told.rows[0][0] == "Acme"
    assert "Emergency" in told.rows[0][-2]
    none = reviewed(rules, [])
    assert none.explain().title == "0 partners on 2026-05-04: nothing found"


def test_a_partner_of_whom_all_is_known_and_well_has_no_first(
    rules: ps.Rulebook,
) -> None:
    """Its row is there, and empty where nothing was found."""
    found = reviewed(rules, [one_of("acme", 85)])
    calm = attrs.evolve(found.reviews[0], worst=())
    row = attrs.evolve(found, reviews=(calm,)).explain().rows[0]
    assert row[-2:] == ("", "")


@pytest.mark.parametrize(
    "more", [{"partners": [partner()]}, {"people": [Person(id="ada", name="Ada")]}]
)
def test_snapshots_bring_their_own_records(
    rules: ps.Rulebook, more: dict[str, list[Partner]]
) -> None:
    """Others beside them are misuse."""
    with pytest.raises(InvalidUseError, match="bring their partners"):
        reviewed(rules, [snapshot()], **more)


def test_each_partner_comes_once(rules: ps.Rulebook) -> None:
    """Two snapshots or two journeys of one are misuse."""
    with pytest.raises(InvalidValueError, match="'acme' is there twice"):
        reviewed(rules, [snapshot(), snapshot()])
    with pytest.raises(InvalidValueError, match="'quarry' has two journeys"):
        reviewed(rules, [], journeys=[way("quarry"), way("quarry")])
    assert by_partner([]) == {}


def test_answers_of_a_partner_make_it_known(rules: ps.Rulebook) -> None:
    """Though no customer of it is."""
    alone: SurveyAnswer = answer("s-1", "nps", 9)
    found = reviewed(rules, PortfolioFacts(answers=rows("answers", alone)))
    assert [each.partner_id for each in found.reviews] == ["acme"]
