"""A portfolio is scored whole: worst first, by day, and nothing silently left out."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.frames import PortfolioFacts, PortfolioScores, score_portfolio
from partner_success.scoring.results import NotScored, Score, ScoreRange
from tests.unit.frames.conftest import Read

PARTS = "technical_performance,business_outcomes,user_adoption,relationship_strength"
ACCOUNTS = f"id,name,partner_id,on,nps,{PARTS}\n"
ANSWERS = (
    "id,kind,partner_id,project_id,question,rating,answered_on,"
    "project_completed_on,successful\n"
)


def found(scores: PortfolioScores) -> list[tuple[str, int | None, str, str]]:
    """Give file, line, column and code of each refusal."""
    return [
        (each.file, each.line, each.problem.path, each.problem.code)
        for each in scores.refusals
    ]


def accounts(*rows: str) -> dict[str, str]:
    """Give a file of accounts; each row starts with id and day."""
    lines = [row.split(",", 2) for row in rows]
    text = "".join(f"{id_},A,p,{on},{rest}\n" for id_, on, rest in lines)
    return {"accounts.csv": ACCOUNTS + text}


def test_accounts_come_worst_first(read: Read, rules: ps.Rulebook) -> None:
    """Those not scored lead, the least known of them first; equals go by id."""
    facts = read(
        accounts(
            "good,2026-01-01,,90,90,90,90",
            "z-bad,2026-01-01,,10,10,10,10",
            "bad,2026-01-01,,10,10,10,10",
            "half,2026-01-01,,50,,,",
            "none,2026-01-01,,,,,",
        )
    )
    scores = score_portfolio(facts, rules)
    ids = [each.account.id for each in scores.accounts]
    assert ids == ["none", "half", "bad", "z-bad", "good"]
    results = [each.result for each in scores.accounts]
    assert [isinstance(result, NotScored) for result in results[:3]] == [
        True,
        True,
        False,
    ]
    assert isinstance(results[4], Score)
    assert results[4].exact == 90
    assert scores.provenance == rules.health.provenance
    assert scores.on == date(2026, 1, 1)


def test_missing_values_follow_the_policy(read: Read, rules: ps.Rulebook) -> None:
    """They can make a range, or the refusal of the row by column."""
    facts = read(accounts("a,2026-01-01,,90,90,90,", "b,2026-01-01,,80,80,80,80"))
    ranged = score_portfolio(facts, rules, missing="range").accounts[0]
    assert ranged.account.id == "a"
    assert isinstance(ranged.result, ScoreRange)
    whole = score_portfolio(facts, rules, missing="range").accounts[1]
    assert isinstance(whole.result, Score)
    strict = score_portfolio(facts, rules, missing="refuse")
    assert [each.account.id for each in strict.accounts] == ["b"]
    assert found(strict) == [
        ("accounts.csv", 2, "relationship_strength", "missing"),
    ]
    with pytest.raises(UnknownNameError, match="did you mean 'reweight'"):
        score_portfolio(facts, rules, missing="rewieght")  # type: ignore[arg-type]


def test_a_policy_that_the_scorecard_does_not_know(
    read: Read, rules: ps.Rulebook
) -> None:
    """A sum cannot be reweighted; that is misuse, not the fault of a row."""
    health = attrs.evolve(rules.health, combine="sum", bands=None)
    facts = read(accounts("a,2026-01-01,64,,,,"))
    with pytest.raises(InvalidValueError, match="sum"):
        score_portfolio(facts, attrs.evolve(rules, health=health))


def test_values_that_the_scorecard_refuses(read: Read, rules: ps.Rulebook) -> None:
    """Each column is named with the line; refusals stay in the order of the file."""
    facts = read(
        accounts(
            "a,2026-01-01,101,90,-1,90,90",
            "b,2026-01-01,x,90,90,90,90",
            "c,2026-01-01,50,90,90,90,90",
        )
    )
    scores = score_portfolio(facts, rules)
    assert scores.accounts == ()
    assert found(scores) == [
        ("accounts.csv", 2, "business_outcomes", "out-of-range"),
        ("accounts.csv", 2, "nps", "out-of-range"),
        ("accounts.csv", 3, "nps", "not-a-number"),
        ("accounts.csv", 4, "relationship_strength", "given-two-ways"),
    ]


def test_the_newest_reading_counts(read: Read, rules: ps.Rulebook) -> None:
    """What is older, and what is later than the day asked for, is told."""
    facts = read(
        {
            **accounts(
                "a,2026-01-01,,10,10,10,10",
                "a,2026-03-01,,30,30,30,30",
                "a,2026-02-01,,20,20,20,20",
            ),
            "licences.csv": "account_id,licence_type,on,licensed,active\n"
            "a,seat,2026-01-01,10,1\na,seat,2026-02-01,10,2\na,api,2026-01-01,10,3\n",
        }
    )
    newest = score_portfolio(facts, rules)
    assert newest.on == date(2026, 3, 1)
    assert [each.account.measures["user_adoption"] for each in newest.accounts] == [30]
    assert [each.count.active for each in newest.licences] == [2, 3]
    assert newest.remarks == (
        "accounts.csv: 2 left out, because a newer one counts",
        "licences.csv: 1 left out, because a newer one counts",
    )
    earlier = score_portfolio(facts, rules, on=date(2026, 2, 15))
    assert [each.account.measures["user_adoption"] for each in earlier.accounts] == [20]
    assert "accounts.csv: 1 left out, later than 2026-02-15" in earlier.remarks


def test_partners_have_csat_and_nps_of_the_fiscal_year(
    read: Read, rules: ps.Rulebook
) -> None:
    """Answers of other years, and about failed projects, are counted in remarks."""
    rows = [
        "1,csat,p,x,value,5,2026-02-01,2026-01-31,true",
        "2,csat,p,x,value,4,2026-02-01,2026-01-31,true",
        "3,csat,p,y,value,1,2026-02-01,2026-01-31,false",
        "4,csat,p,x,message_to_prospects,,2026-02-01,2026-01-31,true",
        "5,csat,p,x,value,,2026-02-01,2026-01-31,true",
        "6,nps,p,,recommend,10,2026-02-01,,",
        "7,nps,p,,recommend,0,2025-02-01,,",
        "8,nps,p,,recommend,,2026-02-01,,",
        "9,csat,q,z,value,3,2026-02-01,2026-01-31,true",
        "10,nps,r,,recommend,9,2026-02-01,,",
        "11,nps,s,,recommend,3,2026-02-01,,",
        "12,csat,t,z,value,3,2025-02-01,2025-01-31,true",
    ]
    facts = read({"survey_answers.csv": ANSWERS + "\n".join(rows)})
    scores = score_portfolio(facts, rules)
    assert not scores.refusals
    assert [each.partner_id for each in scores.partners] == ["q", "p", "s", "t", "r"]
    partner = scores.partners[1]
    assert partner.csat.mean == Fraction(9, 2)
    assert (partner.nps.promoters, partner.nps.answers) == (1, 1)
    label = partner.csat.year.label
    failed = "their project was not completed with success"
    assert scores.remarks == (
        f"2 CSAT ratings do not count: {failed} in {label}",
        f"1 NPS ratings do not count: they were not given in {label}",
    )


def test_answers_that_no_survey_knows(read: Read, rules: ps.Rulebook) -> None:
    """Unknown questions and ratings off the scale are refused by column."""
    rows = [
        "1,csat,p,x,vallue,5,2026-02-01,2026-01-31,true",
        "2,csat,p,x,value,6,2026-02-01,2026-01-31,true",
        "3,nps,p,,anything,11,2026-02-01,,",
        "4,csat,p,x,engagement_travel,99,2026-02-01,2026-01-31,true",
    ]
    scores = score_portfolio(
        read({"survey_answers.csv": ANSWERS + "\n".join(rows)}), rules
    )
    assert found(scores) == [
        ("survey_answers.csv", 2, "question", "unknown-name"),
        ("survey_answers.csv", 3, "rating", "out-of-range"),
        ("survey_answers.csv", 4, "rating", "out-of-range"),
    ]
    problems = [each.problem for each in scores.refusals]
    assert "did you mean 'value'?" in problems[0].message
    assert problems[1].expected == "a whole number from 1 to 5"
    assert problems[2].expected == "a whole number from 0 to 10"


def test_licences_come_riskiest_first(read: Read, rules: ps.Rulebook) -> None:
    """By use; of equals the one with more idle seats; nothing at all comes last."""
    rows = "nothing,t,{0},,\nunlicensed,t,{0},,5\nfull,t,{0},10,10\n"
    rows += "idle,t,{0},10,1\nidler,t,{0},100,10\n"
    header = "account_id,licence_type,on,licensed,active\n"
    facts = read({"licences.csv": header + rows.format("2026-01-01")})
    scores = score_portfolio(facts, rules)
    ids = [each.count.account_id for each in scores.licences]
    assert ids == ["idler", "idle", "full", "unlicensed", "nothing"]


def test_sheets_come_from_the_lowest_total(read: Read, rules: ps.Rulebook) -> None:
    """A rating that cannot be taken is refused where it stands; the rest counts."""
    rows = [
        "high,p,2026-01-01,journey_map,5",
        "low,p,2026-01-01,journey_map,1",
        "low,p,2026-01-01,journy_map,1",
        "low,p,2026-01-01,segmentation,6",
        "low,p,2026-01-01,strategy,3",
        "bad,p,2026-01-01,segmentation,6",
    ]
    header = "sheet_id,partner_id,on,element,rating\n"
    scores = score_portfolio(read({"readiness.csv": header + "\n".join(rows)}), rules)
    assert [each.sheet.id for each in scores.sheets] == ["low", "high"]
    assert dict(scores.sheets[0].sheet.ratings) == {"journey_map": 1}
    assert found(scores) == [
        ("readiness.csv", 4, "element", "unknown-name"),
        ("readiness.csv", 5, "rating", "out-of-range"),
        ("readiness.csv", 6, "rating", "no-measures"),
        ("readiness.csv", 7, "rating", "out-of-range"),
    ]
    assert all(each.problem.expected for each in scores.refusals)


def test_seats_of_nested_sheets_are_checked(read: Read, rules: ps.Rulebook) -> None:
    """An unknown seat is refused and the sheet is assessed without it."""
    sheet = {
        "id": "r",
        "partner_id": "p",
        "on": "2026-01-01",
        "ratings": {"journey_map": 9, "segmentation": 3},
        "leads": {"chanels": "Ann", "finance": "Bob"},
    }
    scores = score_portfolio(read({"readiness.json": json.dumps([sheet])}), rules)
    assert [(each.record, each.problem.path) for each in scores.refusals] == [
        (1, "leads.chanels"),
        (1, "ratings.journey_map"),
    ]
    assert "did you mean 'channels'?" in scores.refusals[0].problem.message
    assert dict(scores.sheets[0].readiness.leads) == {"finance": "Bob"}


def test_nothing_to_score(rules: ps.Rulebook) -> None:
    """There is no day then, unless one is given; refusals are kept."""
    scores = score_portfolio(PortfolioFacts(remarks=("empty",)), rules)
    assert (scores.on, scores.accounts, scores.remarks) == (None, (), ("empty",))
    day = date(2026, 1, 1)
    assert score_portfolio(PortfolioFacts(), rules, on=day).on == day


def test_progress_ends_with_all(read: Read, rules: ps.Rulebook) -> None:
    """Every record that is scored counts once."""
    told: list[tuple[int, int]] = []
    facts = read(accounts("a,2026-01-01,,90,90,90,90", "b,2026-01-01,,80,80,80,80"))
    score_portfolio(facts, rules, progress=lambda *done: told.append(done))
    assert told == [(2, 2)]
