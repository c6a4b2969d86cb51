"""A folder is read by one call, and reviewed as its parts would be."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import Partner, TeamAssignment
from partner_success.review import ReviewFolder, read_folder
from partner_success.scoring.triggers import TriggerSource

LOGS = Path(__file__).parents[3] / "examples" / "journey" / "partners.json"
PARTS = "technical_performance,business_outcomes,user_adoption,relationship_strength"
ACCOUNTS = (
    f"id,name,partner_id,on,{PARTS}\n"
    "a-1,Umbrella,quarry,2026-01-31,40,40,40,40\n"
    "a-2,Initech,quarry,2026-02-30,90,90,90,90\n"
)
TICKETS = "id,account_id,severity,opened_at\nt-1,a-1,high,2026-01-31T08:00:00+00:00\n"
RECORDS: dict[str, Any] = {
    "partners": [
        {
            "id": "quarry",
            "name": "Quarry",
            "team": [{"role": "PAM", "person_id": "ada"}],
        }
    ],
    "people": [{"id": "ada", "name": "Ada", "email": "ada@example.com"}],
    "done": [],
    "operations": [
        {"partner_id": "quarry", "on": "2026-01-30", "parts": {"ticket_trend": 40}}
    ],
    "maturity": [
        {"partner_id": "quarry", "on": "2026-01-30", "in_place": {"csms": True}}
    ],
    "calendar": "Mon-Fri 09:00-17:00; zone Asia/Tokyo",
    "sla": "enterprise_support",
    "usage_covers": 7,
}
AT = datetime(2026, 10, 31, 12, tzinfo=UTC)


def written(folder: Path, *, records: Any = RECORDS, logs: bool = True) -> Path:
    """Write a folder with a bit of everything, one row of which cannot be meant."""
    (folder / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    if records is not None:
        (folder / "partners.json").write_text(json.dumps(records), encoding="utf-8")
    if logs:
        known = json.loads(LOGS.read_text(encoding="utf-8"))["events"]
        own = [each for each in known if each["partner_id"] == "quarry"]
        text = json.dumps({"events": own})
        (folder / "journeys.json").write_text(text, encoding="utf-8")
    return folder


def test_everything_is_read(rules: ps.Rulebook, tmp_path: Path) -> None:
    """Tables, records of partners, and events, each where it belongs."""
    steps: list[tuple[int, int]] = []
    found = read_folder(
        str(written(tmp_path)), rules, progress=lambda *step: steps.append(step)
    )
    assert [each.record.id for each in found.facts.accounts] == ["a-1"]
    assert found.facts.files == ("accounts.csv", "tickets.csv")
    assert [each.name for each in found.partners] == ["Quarry"]
    assert [each.name for each in found.people] == ["Ada"]
    assert (found.done, found.sla, found.usage_covers) == ((), "enterprise_support", 7)
    assert found.source == TriggerSource(usage_covers=7)
    assert found.calendar is not None
    assert found.calendar.zone == "Asia/Tokyo"
    assert {each.partner_id for each in found.events} == {"quarry"}
    assert (found.path, found.log) == (tmp_path, tmp_path / "journeys.json")
    [operation], [sheet] = found.facts.operations, found.facts.maturity
    assert str(operation.source) == str(sheet.source) == "partners.json, record 1"
    assert steps[-1] == (3, 3)
    events = len(found.events)
    assert str(found).endswith(f": 1 partners, {events} events, 2 tables, 1 refusals")


def test_a_bad_row_is_a_value_with_its_place(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """And stops nothing."""
    [refusal] = read_folder(written(tmp_path), rules).facts.refusals
    assert (refusal.file, refusal.line) == ("accounts.csv", 3)
    assert refusal.problem.path == "on"


def test_only_the_tables_that_are_asked_for_are_read(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """The rest is left alone."""
    found = read_folder(written(tmp_path), rules, only=["tickets"])
    assert found.facts.files == ("tickets.csv",)
    with pytest.raises(UnknownNameError, match="ticket"):
        read_folder(tmp_path, rules, only=["ticket"])


def test_tables_alone_will_do(rules: ps.Rulebook, tmp_path: Path) -> None:
    """What is not there is not known."""
    found = read_folder(written(tmp_path, records=None, logs=False), rules)
    assert (found.partners, found.people, found.done) == ((), (), None)
    assert (found.calendar, found.sla, found.usage_covers) == (None, None, 1)
    assert found.journeys(rules.journey, at=AT) == ()
    assert found.end_of_day().tzinfo == ZoneInfo("UTC")


def test_records_alone_will_do(rules: ps.Rulebook, tmp_path: Path) -> None:
    """They have no day, so somebody has to say it."""
    (tmp_path / "partners.json").write_text(json.dumps({}), encoding="utf-8")
    found = read_folder(tmp_path, rules)
    assert found.facts.remarks == ("there are no tables of customers",)
    with pytest.raises(InvalidUseError, match="say for which day"):
        found.end_of_day()
    assert found.end_of_day(date(2026, 5, 4)).date() == date(2026, 5, 4)


def test_the_end_of_a_day(rules: ps.Rulebook, tmp_path: Path) -> None:
    """The newest day of tables and events, in the zone of the calendar."""
    found = read_folder(written(tmp_path), rules)
    newest = max(each.at.date() for each in found.events)
    assert found.end_of_day().date() == newest
    assert found.end_of_day().tzinfo == ZoneInfo("Asia/Tokyo")
    berlin = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone Europe/Berlin")
    day = found.end_of_day(date(2026, 1, 31), calendar=berlin)
    assert day.isoformat() == "2026-01-31T23:59:59.999999+01:00"
    tables = attrs.evolve(found, events=())
    assert tables.end_of_day().date() == date(2026, 1, 31)
    with pytest.raises(InvalidValueError, match="on"):
        found.end_of_day("soon")  # type: ignore[arg-type]


@pytest.mark.rule("JRN-04")
def test_journeys_are_as_of_an_instant(rules: ps.Rulebook, tmp_path: Path) -> None:
    """What happened later is left out; before anything happened there is none."""
    found = read_folder(written(tmp_path), rules)
    first = found.events[0]
    [early] = found.journeys(rules.journey, at=first.at)
    assert early.version == 1
    [late] = found.journeys(rules.journey, at=AT)
    assert late.version == len(found.events)
    before = datetime(2020, 1, 1, tzinfo=UTC)
    assert found.journeys(rules.journey, at=before) == ()
    with pytest.raises(InvalidValueError, match="zone"):
        found.journeys(rules.journey, at=AT.replace(tzinfo=None))
    with pytest.raises(InvalidUseError, match="Journey"):
        found.journeys(rules, at=AT)  # type: ignore[arg-type]


def test_a_folder_without_a_programme_has_none(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """No programme is asked for, and none is made up."""
    found = read_folder(written(tmp_path), rules)
    assert found.programme(rules.programme, at=AT) is None
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        found.programme(rules, at=AT)  # type: ignore[arg-type]


@pytest.mark.rule("HLT-01", "JRN-04", "SLA-07")
def test_a_folder_is_reviewed_as_its_parts(rules: ps.Rulebook, tmp_path: Path) -> None:
    """One argument in place of ten."""
    found = read_folder(written(tmp_path), rules)
    whole = ps.review_portfolio(found, rules, at=AT)
    parts = ps.review_portfolio(
        found.facts,
        rules,
        at=AT,
        journeys=found.journeys(rules.journey, at=AT),
        partners=found.partners,
        people=found.people,
        done=found.done,
        calendar=found.calendar,
        sla=found.sla,
        source=found.source,
    )
    assert whole == parts
    [one] = whole.reviews
    assert one.stage is not None
    assert one.tickets[0].state is not None
    assert whole.refusals == found.facts.refusals


@pytest.mark.rule("SLA-07")
def test_what_is_said_beside_a_folder_wins(rules: ps.Rulebook, tmp_path: Path) -> None:
    """Of its calendar, its policy, and the readings that triggers look at."""
    found = read_folder(written(tmp_path), rules)
    utc = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
    own = ps.review_portfolio(
        found,
        rules,
        at=AT,
        calendar=utc,
        sla="partner_support",
        source=TriggerSource(kept=["meetings"]),
    )
    changed = attrs.evolve(found, calendar=utc, sla="partner_support", usage_covers=1)
    assert own.reviews[0].tickets == (
        ps.review_portfolio(changed, rules, at=AT).reviews[0].tickets
    )
    assert own.reviews[0].tickets != (
        ps.review_portfolio(found, rules, at=AT).reviews[0].tickets
    )


@pytest.mark.parametrize("what", ["journeys", "partners", "people", "done"])
def test_a_folder_brings_its_own(rules: ps.Rulebook, tmp_path: Path, what: str) -> None:
    """Nobody could say which of two counts."""
    found = read_folder(written(tmp_path), rules)
    beside: dict[str, Any] = {
        "journeys": found.journeys(rules.journey, at=AT),
        "partners": found.partners,
        "people": found.people,
        "done": [],
    }
    with pytest.raises(InvalidUseError, match="a folder brings its"):
        ps.review_portfolio(found, rules, at=AT, **{what: beside[what]})


@pytest.mark.rule("ANL-06")
def test_snapshots_are_made_of_the_records(rules: ps.Rulebook, tmp_path: Path) -> None:
    """One a partner, with what its tables say."""
    found = read_folder(written(tmp_path), rules)
    made = found.snapshots(at=AT)
    [one] = made.snapshots
    assert one.partner == Partner(
        id="quarry",
        name="Quarry",
        team=[TeamAssignment(role="PAM", person_id="ada")],
    )
    assert [each.id for each in one.tickets] == ["t-1"]
    assert made.remarks == ()


def test_faults_of_files_are_told_by_their_place(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """A calendar that is none, a record at fault, and two files of one kind."""
    for text in ("always", "Mon-Fri 09:00-17:00; zone Nowhere"):
        written(tmp_path, records={"calendar": text})
        with pytest.raises(InvalidDataError) as calendar:
            read_folder(tmp_path, rules)
        [problem] = calendar.value.problems
        assert calendar.value.subject == str(tmp_path / "partners.json")
        assert (problem.path, problem.code) == ("calendar", "no-calendar")
    written(tmp_path, records={"people": [{"id": "ada"}]})
    with pytest.raises(InvalidDataError, match=r"people\[0\]"):
        read_folder(tmp_path, rules)
    (tmp_path / "partners.toml").write_text("", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="partners stand in 2 files"):
        read_folder(tmp_path, rules)


def test_a_fault_of_a_table_is_no_lack_of_tables(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """It is told, though there are other files."""
    written(tmp_path)
    (tmp_path / "accounts.csv").write_text("id\na-1\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="the column is missing"):
        read_folder(tmp_path, rules)
    with pytest.raises(InvalidDataError, match="no file here holds facts"):
        read_folder(Path(__file__).parents[1], rules)


def test_what_is_no_folder_is_refused(rules: ps.Rulebook, tmp_path: Path) -> None:
    """And so is what is no rulebook."""
    with pytest.raises(InvalidUseError, match="give the folder"):
        read_folder(tmp_path / "absent", rules)
    with pytest.raises(InvalidUseError, match="Rulebook"):
        read_folder(tmp_path, None)  # type: ignore[arg-type]


def test_a_folder_is_a_record(rules: ps.Rulebook, tmp_path: Path) -> None:
    """It can be made without files."""
    made = ReviewFolder(path=tmp_path, facts=ps.frames.PortfolioFacts())
    found = ps.review_portfolio(made, rules, at=AT)
    assert found.reviews == ()
