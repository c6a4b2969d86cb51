"""A portfolio is read row by row: sound rows become records, others refusals."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames import PortfolioFacts, read_portfolio
from partner_success.partners import Severity, SurveyKind
from tests.unit.frames.conftest import Read

ACCOUNTS = "id,name,partner_id,on,nps\n"


def found(facts: PortfolioFacts) -> list[tuple[str, int | None, str, str]]:
    """Give file, line, column and code of each refusal."""
    return [
        (each.file, each.line, each.problem.path, each.problem.code)
        for each in facts.refusals
    ]


def test_each_kind_becomes_its_records(read: Read) -> None:
    """Every column reaches its field; empty cells are not known."""
    facts = read(
        {
            "accounts.csv": "id,name,partner_id,on,segment,renews_on,churned,nps,"
            "uptime\n"
            "a-1,Null,p-1,2026-01-31,retail,2026-12-31,false,64,99.90\n"
            "a-2,B,p-1,2026-01-31,,,,,\n",
            "survey_answers.csv": "id,kind,partner_id,account_id,project_id,question,"
            "rating,text,answered_on,project_completed_on,successful\n"
            "s-1,csat,p-1,a-1,x,value,5,good,2026-01-30,2026-01-29,true\n",
            "licences.csv": "account_id,licence_type,on,licensed,active\n"
            "a-1,seat,2026-01-31,10,\n",
            "readiness.csv": "sheet_id,partner_id,on,element,rating\n"
            "r-1,p-1,2026-01-31,journey_map,3\nr-1,p-1,2026-01-31,segmentation,\n",
            "usage.csv": "account_id,on,active_users,minutes\na-1,2026-01-31,5,1.5\n",
            "tickets.csv": "id,severity,opened_at,account_id\n"
            "t-1,high,2026-01-31T09:00:00+01:00,a-1\n",
        }
    )
    assert not facts.refusals
    account = facts.accounts[0].record
    assert (account.name, account.segment, account.churned) == ("Null", "retail", False)
    assert account.renews_on == date(2026, 12, 31)
    assert dict(account.measures) == {"nps": 64, "uptime": Decimal("99.90")}
    assert dict(facts.accounts[1].record.measures) == {}
    answer = facts.answers[0].record
    assert (answer.kind, answer.rating, answer.successful) == (SurveyKind.CSAT, 5, True)
    assert facts.licences[0].record.active is None
    sheet = facts.sheets[0]
    assert dict(sheet.record.ratings) == {"journey_map": 3, "segmentation": None}
    assert {name: place.line for name, place in sheet.parts.items()} == {
        "journey_map": 2,
        "segmentation": 3,
    }
    assert facts.usage[0].record.minutes == Decimal("1.5")
    ticket = facts.tickets[0].record
    assert ticket.severity is Severity.HIGH
    assert ticket.opened_at == datetime(2026, 1, 31, 8, tzinfo=UTC)
    assert facts.remarks == (
        "usage.csv: 1 read; no score uses them",
        "tickets.csv: 1 read; no score uses them",
    )
    assert facts.files == (
        "accounts.csv",
        "survey_answers.csv",
        "licences.csv",
        "readiness.csv",
        "usage.csv",
        "tickets.csv",
    )


def test_what_partners_are_told_of_is_read_too(read: Read) -> None:
    """Contacts, tenants and downtimes, and the days and counts that belong to them."""
    facts = read(
        {
            "accounts.csv": "id,name,partner_id,on,starts_on\n"
            "a-1,A,p-1,2026-01-31,2024-02-01\n",
            "licences.csv": "account_id,licence_type,on,licensed,active,assigned\n"
            "a-1,seat,2026-01-31,10,5,7\n",
            "contacts.csv": "account_id,name,email,role\na-1,Ada,,sponsor\n"
            "a-1,Ada,,twice\n",
            "tenants.csv": "id,account_id,name,data_centre\nx-1,a-1,Live,DC 12\n",
            "downtimes.csv": "tenant_id,month,planned_minutes,unplanned_minutes\n"
            "x-1,2026-01-01,,1.5\nx-1,2026-01-02,0,0\n",
        }
    )
    assert facts.accounts[0].record.starts_on == date(2024, 2, 1)
    assert facts.licences[0].record.assigned == 7
    contact = facts.contacts[0].record
    assert (contact.email, contact.role) == (None, "sponsor")
    assert facts.tenants[0].record.data_centre == "DC 12"
    (down,) = (each.record for each in facts.downtimes)
    assert (down.planned_minutes, down.unplanned_minutes) == (None, Decimal("1.5"))
    assert found(facts) == [
        ("contacts.csv", 3, "account_id", "duplicate"),
        ("downtimes.csv", 3, "month", "no-month"),
    ]


def test_what_reports_of_roles_count_is_read_too(read: Read) -> None:
    """Orders, launches taken back, and how integrations fare."""
    facts = read(
        {
            "orders.csv": "id,partner_id,placed_at,completed_at,repaired,account_id\n"
            "o-1,p-1,2026-05-04T09:00Z,2026-05-04T15:00Z,true,a-1\n"
            "o-2,p-1,2026-05-04T09:00Z,,,\n"
            "o-3,p-1,2026-05-04T09:00Z,2026-05-03T09:00Z,,\n"
            "o-1,p-1,2026-05-04T09:00Z,,,\n",
            "rollbacks.csv": "partner_id,on,why\np-1,2026-05-04,it was slow\n"
            "p-1,2026-05-04,twice\n",
            "transaction_tests.csv": "id,partner_id,ran_at,succeeded,failure\n"
            "x-1,p-1,2026-05-04T09:00Z,false,time-out\n"
            "x-2,p-1,2026-05-04T09:00Z,true,time-out\n",
            "integration_issues.csv": "id,partner_id,kind,found_at,summary\n"
            "i-1,p-1,authentication,2026-05-04T09:00Z,no token\n",
            "monitoring_checks.csv": "partner_id,checked_at,is_running,alerts_arrive\n"
            "p-1,2026-05-04T09:00Z,true,\n",
        }
    )
    done, waiting = (each.record for each in facts.orders)
    assert (done.repaired, done.account_id) == (True, "a-1")
    assert (waiting.repaired, waiting.completed_at) == (False, None)
    assert [each.record.why for each in facts.rollbacks] == ["it was slow"]
    assert [each.record.failure for each in facts.transaction_tests] == ["time-out"]
    assert [each.record.kind for each in facts.integration_issues] == ["authentication"]
    assert [each.record.is_healthy for each in facts.monitoring_checks] == [False]
    assert found(facts) == [
        ("orders.csv", 4, "completed_at", "before-start"),
        ("orders.csv", 5, "id", "duplicate"),
        ("rollbacks.csv", 3, "partner_id", "duplicate"),
        ("transaction_tests.csv", 3, "failure", "contradicts"),
    ]


def test_what_customers_pay_is_read_too(read: Read) -> None:
    """Exactly, each with its currency; what cannot be paid is refused."""
    facts = read(
        {
            "revenue.csv": "account_id,on,amount,currency\n"
            "a-1,2026-05-04,1250.10,EUR\na-1,2026-05-04,0,USD\n"
            "a-1,2026-05-04,1,EUR\na-2,2026-05-04,-1,EUR\n"
            "a-2,2026-05-04,1,euro\na-2,2026-05-04,,EUR\n",
        }
    )
    assert [str(each.record.amount) for each in facts.revenue] == [
        "1,250.10 EUR",
        "0 USD",
    ]
    assert found(facts) == [
        ("revenue.csv", 4, "account_id", "duplicate"),
        ("revenue.csv", 5, "amount", "negative"),
        ("revenue.csv", 6, "currency", "no-currency"),
        ("revenue.csv", 7, "amount", "missing"),
    ]
    assert facts.remarks == ("revenue.csv: 2 read; no score uses them",)


def test_a_float_is_the_amount_that_it_is_written_as(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """A column of Parquet can hold nothing else, and a tenth is a tenth."""
    table = {"account_id": ["a-1"], "on": [date(2026, 5, 4)], "amount": [0.1]}
    frame = pl.DataFrame({**table, "currency": ["EUR"]})
    frame.write_parquet(tmp_path / "revenue.parquet")
    facts = ps.frames.read_portfolio(tmp_path, rules)
    assert facts.revenue[0].record.amount.amount == Decimal("0.1")


def test_users_of_features_belong_to_readings_of_use(read: Read) -> None:
    """To that of the same customer and day, or to one that says nothing else."""
    facts = read(
        {
            "usage.csv": "account_id,on,active_users\n"
            "a-1,2026-05-04,9\na-1,2026-05-05,8\na-2,2026-05-04,7\n",
            "features.csv": "account_id,on,feature,users\n"
            "a-1,2026-05-04,search,5\na-3,2026-05-04,search,1\n"
            "a-1,2026-05-04,export,\na-1,2026-05-04,search,6\n"
            "a-2,2026-05-04,search,-1\n",
        }
    )
    assert [
        (
            each.record.account_id,
            each.record.active_users,
            dict(each.record.feature_users),
            each.source.place,
        )
        for each in facts.usage
    ] == [
        ("a-1", 9, {"search": 5, "export": None}, "line 2"),
        ("a-1", 8, {}, "line 3"),
        ("a-2", 7, {}, "line 4"),
        ("a-3", None, {"search": 1}, "line 3"),
    ]
    assert str(facts.usage[0].parts["export"]) == "features.csv, line 4"
    assert found(facts) == [
        ("features.csv", 5, "account_id", "duplicate"),
        ("features.csv", 6, "users", "negative"),
    ]


def test_features_alone_make_readings_of_use(read: Read) -> None:
    """No table of use has to stand beside them."""
    facts = read(
        {"features.csv": "account_id,on,feature,users\na-1,2026-05-04,search,5\n"}
    )
    assert [each.record.feature_users["search"] for each in facts.usage] == [5]


def test_the_second_reading_of_use_on_a_day_is_refused(read: Read) -> None:
    """Also where the first was refused, or stands far above; the others are read."""
    lines = [f"a-{each},2026-05-04,{each},1" for each in range(3000)]
    lines[1] = "a-1,2026-05-04,1,-1"
    lines[7] = "a-1,2026-05-04,7,1"
    lines[8] = lines[2999] = "a-5,2026-05-04,8,1"
    head = "account_id,on,active_users,minutes\n"
    facts = read({"usage.csv": head + "\n".join(lines)})
    assert found(facts) == [
        ("usage.csv", 3, "minutes", "negative"),
        ("usage.csv", 10, "account_id", "duplicate"),
        ("usage.csv", 3001, "account_id", "duplicate"),
    ]
    assert len(facts.usage) == 2997
    assert [each.source.line for each in facts.usage[:8]] == [2, 4, 5, 6, 7, 8, 9, 11]
    assert facts.usage[6].record.account_id == "a-1"


def test_a_record_without_any_key_lacks_them_all(read: Read) -> None:
    """Each column that is needed is named."""
    facts = read({"usage.json": "[{}]"})
    assert found(facts) == [
        ("usage.json", None, "account_id", "missing"),
        ("usage.json", None, "on", "missing"),
    ]


def test_a_bad_row_is_refused_with_all_its_faults(read: Read) -> None:
    """The rows around it are read."""
    facts = read(
        {
            "accounts.csv": ACCOUNTS + "a-1,A,p,2026-01-01,1\n"
            ',B,p,2026-02-30,"1,5"\n'
            "a-3,C,p,2026-01-01\n"
            "a-4,D,p,2026-01-01,4\n"
        }
    )
    assert [fact.record.id for fact in facts.accounts] == ["a-1", "a-4"]
    assert found(facts) == [
        ("accounts.csv", 3, "id", "missing"),
        ("accounts.csv", 3, "on", "no-such-day"),
        ("accounts.csv", 3, "nps", "not-a-number"),
        ("accounts.csv", 4, "", "ragged"),
    ]


def test_the_second_of_two_with_one_identity_is_refused(read: Read) -> None:
    """The first is named; a refused row takes nobody's place."""
    row = "a-1,A,p,2026-01-01,{}\n"
    text = ACCOUNTS + row.format("x") + row.format(1) + row.format(2)
    facts = read({"accounts.csv": text + row.format(3).replace("01-01", "01-02")})
    assert found(facts) == [
        ("accounts.csv", 2, "nps", "not-a-number"),
        ("accounts.csv", 4, "id", "duplicate"),
    ]
    assert "line 3 already has this id and on" in facts.refusals[1].problem.message
    assert [fact.record.measures["nps"] for fact in facts.accounts] == [1, 3]


def test_what_a_record_refuses_is_a_refusal(read: Read) -> None:
    """A ticket that was resolved before it was opened has sound cells."""
    text = (
        "id,severity,opened_at,resolved_at\nt,low,2026-01-02T00:00Z,2026-01-01T00:00Z\n"
    )
    facts = read({"tickets.csv": text})
    assert found(facts) == [
        ("tickets.csv", 2, "account_id", "missing"),
        ("tickets.csv", 2, "resolved_at", "before-start"),
    ]
    assert facts.remarks == ()


def test_rows_of_a_sheet_agree(read: Read) -> None:
    """One that names another partner or day is refused; so is a second rating."""
    text = (
        "sheet_id,partner_id,on,element,rating\n"
        "r,p,2026-01-01,a,1\nr,q,2026-01-02,b,2\nr,p,2026-01-01,a,3\nr,p,2026-01-01,c,x\n"
    )
    facts = read({"readiness.csv": text})
    assert found(facts) == [
        ("readiness.csv", 3, "partner_id", "contradicts"),
        ("readiness.csv", 3, "on", "contradicts"),
        ("readiness.csv", 4, "sheet_id", "duplicate"),
        ("readiness.csv", 5, "rating", "not-a-number"),
    ]
    assert dict(facts.sheets[0].record.ratings) == {"a": 1}


def test_sheets_of_json_carry_their_ratings(read: Read) -> None:
    """So they do not need a row for each; bad ratings refuse the sheet."""
    good = {
        "id": "r-1",
        "partner_id": "p",
        "on": "2026-01-01",
        "ratings": {"journey_map": 3, "segmentation": None},
        "leads": {"channels": "Ann", "finance": None},
    }
    bad = {**good, "id": "r-2", "ratings": {"journey_map": "3", "segmentation": -1}}
    facts = read({"readiness.json": json.dumps([good, bad, {"ratings": {}}])})
    assert dict(facts.sheets[0].record.leads) == {"channels": "Ann"}
    assert facts.sheets[0].parts == {}
    assert [
        (each.record, each.problem.path, each.problem.code) for each in facts.refusals
    ] == [
        (2, "ratings.journey_map", "wrong-type"),
        (2, "ratings.segmentation", "negative"),
        (3, "id", "missing"),
        (3, "partner_id", "missing"),
        (3, "on", "missing"),
    ]


def test_sheets_of_json_can_be_long(read: Read) -> None:
    """As those of CSV, a rating a record."""
    row = {"sheet_id": "r", "partner_id": "p", "on": "2026-01-01", "element": "a"}
    facts = read({"readiness.jsonl": json.dumps({**row, "rating": 2})})
    assert dict(facts.sheets[0].record.ratings) == {"a": 2}


def test_a_column_that_no_record_of_json_has(read: Read) -> None:
    """It is missing like that of any table; an empty list misses nothing."""
    with pytest.raises(InvalidDataError, match="partner_id: the column is missing"):
        read({"accounts.json": '[{"id": "a", "name": "A", "on": "2026-01-01"}]'})
    assert read({"accounts.json": "[]"}).accounts == ()


@pytest.mark.rule("FRM-02")
def test_missing_columns_are_named_before_work_starts(read: Read) -> None:
    """With file, column, what is expected, and what may be meant."""
    with pytest.raises(InvalidDataError) as caught:
        read({"accounts.csv": "ID,name,partner,on\n"})
    assert caught.value.subject == "accounts.csv"
    problems = caught.value.problems
    assert [(each.path, each.code) for each in problems] == [
        ("id", "missing-column"),
        ("partner_id", "missing-column"),
    ]
    assert "'ID'" in problems[0].message
    assert "'partner'" in problems[1].message
    assert all(each.expected for each in problems)


@pytest.mark.rule("FRM-02")
def test_wrong_types_of_columns_are_named_before_work_starts(
    tmp_path: Path, rules: ps.Rulebook
) -> None:
    """Parquet declares them; a column without a value fits everywhere."""
    frame = pl.DataFrame(
        {
            "id": [1],
            "name": ["A"],
            "partner_id": ["p"],
            "on": ["2026-01-01"],
            "nps": [1.5],
            "uptime": ["99"],
            "segment": [None],
        }
    )
    path = tmp_path / "accounts.parquet"
    frame.write_parquet(path)
    with pytest.raises(InvalidDataError) as caught:
        read_portfolio(path, rules)
    assert [
        (each.path, each.given, each.expected) for each in caught.value.problems
    ] == [
        ("id", "Int64", "an id without space around it"),
        ("on", "String", "a day as YYYY-MM-DD"),
        ("uptime", "String", "a number such as 12.5"),
    ]


def test_parquet_is_read_by_its_types(tmp_path: Path, rules: ps.Rulebook) -> None:
    """Days may be midnights, and whole numbers floats, as pandas writes them."""
    frame = pl.DataFrame(
        {
            "account_id": ["a", "b"],
            "licence_type": ["seat", "seat"],
            "on": [datetime(2026, 1, 1), datetime(2026, 1, 1, 9)],  # noqa: DTZ001
            "licensed": [10.0, 1.5],
        }
    )
    path = tmp_path / "licences.parquet"
    frame.write_parquet(path)
    facts = read_portfolio(path, rules)
    assert facts.licences[0].record.licensed == 10
    assert facts.licences[0].record.on == date(2026, 1, 1)
    assert [(each.record, each.problem.path) for each in facts.refusals] == [
        (2, "on"),
        (2, "licensed"),
    ]


def test_unused_columns_are_named(read: Read) -> None:
    """With near misses among the columns that are not there; not without end."""
    extra = ",".join(f"x{place}" for place in range(25))
    facts = read({"accounts.csv": f"id,name,partner_id,on,uptme,zzz,{extra}\n"})
    assert facts.remarks[0] == (
        "accounts.csv: nothing uses the column 'uptme'; did you mean 'uptime'?"
    )
    assert facts.remarks[1] == "accounts.csv: nothing uses the column 'zzz'"
    assert facts.remarks[-1] == "accounts.csv: nothing uses 7 more columns"
    assert len(facts.remarks) == 21


def test_other_files_are_named(read: Read, tmp_path: Path) -> None:
    """Hidden ones apart."""
    (tmp_path / "history").mkdir()
    facts = read(
        {
            "accounts.csv": ACCOUNTS,
            ".hidden": "",
            "licenses.csv": "",
            "usage.xlsx": "",
            "notes.txt": "",
            "zzz.csv": "",
        }
    )
    ends = ".csv, .json, .jsonl, .ndjson, .parquet"
    assert facts.remarks == (
        "licenses.csv was not read; did you mean 'licences'?",
        f"usage.xlsx was not read: it does not end in {ends}",
        "not read, because they are no table of facts: history/, notes.txt, zzz.csv",
    )


def test_a_folder_without_facts_is_refused(read: Read, tmp_path: Path) -> None:
    """What the files should be called is told."""
    with pytest.raises(InvalidDataError, match=r"did you mean 'accounts'\?"):
        read({"acounts.csv": "", "other.csv": ""})
    (tmp_path / "acounts.csv").unlink()
    with pytest.raises(InvalidDataError, match="they are called accounts,"):
        read({})


def test_one_kind_in_two_files_is_refused(read: Read) -> None:
    """Which of the two counts is not guessed."""
    with pytest.raises(InvalidDataError, match=r"\(Accounts.json, accounts.csv\)"):
        read({"accounts.csv": ACCOUNTS, "Accounts.json": "[]"})


def test_a_folder_that_may_not_be_read(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's reason is told."""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InvalidDataError, match="Permission denied"):
        read({})


def test_a_path_that_may_not_be_looked_at(
    rules: ps.Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it tells the reason."""

    def refuse(_: Path, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(InvalidDataError, match="Permission denied"):
        read_portfolio("accounts.csv", rules)
    with pytest.raises(InvalidDataError, match="its name does not tell"):
        read_portfolio("export.csv", rules)


def test_a_single_file_is_read(tmp_path: Path, rules: ps.Rulebook) -> None:
    """Its kind is told by its name or by the caller."""
    path = tmp_path / "export.csv"
    path.write_text(ACCOUNTS + "a,A,p,2026-01-01,1\n", encoding="utf-8")
    assert len(read_portfolio(path, rules, kind="accounts").accounts) == 1
    with pytest.raises(InvalidDataError, match="its name does not tell"):
        read_portfolio(path, rules)
    near = path.rename(tmp_path / "account.csv")
    with pytest.raises(InvalidDataError, match=r"it is near 'accounts'"):
        read_portfolio(near, rules)
    for absent in (path, "a\0"):
        with pytest.raises(InvalidDataError, match="there is no such file or folder"):
            read_portfolio(absent, rules)
    with pytest.raises(UnknownNameError, match="did you mean 'accounts'"):
        read_portfolio(path, rules, kind="acounts")
    with pytest.raises(InvalidValueError, match="is a folder"):
        read_portfolio(tmp_path, rules, kind="accounts")


def test_progress_tells_how_many_rows_of_all(read: Read) -> None:
    """It ends with all of them."""
    told: list[tuple[int, int]] = []
    rows = "".join(f"a-{place},A,p,2026-01-01,x\n" for place in range(1001))
    read(
        {"accounts.csv": ACCOUNTS + rows},
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(500, 1001), (1000, 1001), (1001, 1001)]


def test_only_some_kinds_are_read(tmp_path: Path, rules: ps.Rulebook) -> None:
    """Others are left alone, however broken; one that is not there is named."""
    (tmp_path / "usage.csv").write_text(
        "account_id,on,active_users\na-1,2026-01-31,5\n", encoding="utf-8"
    )
    (tmp_path / "accounts.csv").write_text("broken\n1\n", encoding="utf-8")
    facts = read_portfolio(tmp_path, rules, only=["usage", "tickets"])
    assert [fact.record.active_users for fact in facts.usage] == [5]
    assert facts.files == ("usage.csv",)
    assert facts.remarks == ("there is no table of tickets",)
    with pytest.raises(UnknownNameError, match="did you mean 'usage'"):
        read_portfolio(tmp_path, rules, only=["usages"])
