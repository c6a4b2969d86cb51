"""Returns and business cases on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write

EXAMPLES = Path(__file__).parents[3] / "examples/practice"
ROI, BUSINESS = EXAMPLES / "roi.toml", EXAMPLES / "business_case.toml"


def found(run: Run, *arguments: object) -> Any:
    """Give what the command prints for programs."""
    done = run("practice", "roi", *arguments, "--json")
    assert done.exit_code in (0, 1), done.stderr
    return json.loads(done.stdout)


def misused(run: Run, *arguments: object) -> str:
    """Give what is said of a command that is refused."""
    done = run("practice", "roi", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("ROI-01")
def test_without_a_file_it_is_the_worked_example(run: Run) -> None:
    """Both readings, every line, what is doubtful, and what it hangs on."""
    done = run("practice", "roi")
    assert done.exit_code == 0
    for text in (
        "424.7 % over investment, 324.7 % net of it",
        "VP Customer Success",
        "at least 400 % does not hold net of investment",
        "may count twice",
        "each line changed by 20 %",
    ):
        assert text in done.stdout
    assert "how far each line alone may go" not in done.stdout
    data = found(run)
    assert data["over_investment"] == {"exact": "1100/259", "percent": "424.7"}
    assert data["net_of_investment"]["exact"] == "841/259"
    assert [each["holds"] for each in data["claims"]] == [True, False]
    assert data["uncounted"] == ["support_efficiency", "sales_efficiency"]
    assert data["overlaps"][0]["without"] == "renewal_improvement"
    assert data["swings"][0]["line"] == "reduced_churn"
    assert data["swings"][0]["lower"]["over_investment"]["exact"] == "1000/259"
    assert (data["rulebook"], data["limits"]) == ("standard 2026.1", None)


@pytest.mark.rule("ROI-01")
def test_a_case_of_ones_own(run: Run) -> None:
    """With a rate, a step, and how far each line may go for a wanted return."""
    data = found(run, ROI, "--step", "10", "--wanted", "50")
    assert data["invested"] == {"exact": "384800", "rounded": "384800"}
    lines = data["groups"][0]["lines"]
    assert [each["amount"]["rounded"] for each in lines] == ["275000", "64800"]
    assert data["step"] == 10
    limits = {each["line"]: each for each in data["limits"]["lines"]}
    assert limits["csms"]["limit"]["rounded"] == "557533.33"
    assert limits["churn"] == {
        "line": "churn",
        "limit": None,
        "reason": "is reached without it",
    }
    done = run("practice", "roi", ROI, "--wanted", "50")
    assert "how far each line alone may go for 50 %" in done.stdout


@pytest.mark.rule("INC-04")
def test_a_business_case(run: Run) -> None:
    """By year and month, when it breaks even, and what that hangs on."""
    done = run("practice", "roi", "--business-case", BUSINESS)
    assert done.exit_code == 0
    assert "Cascade IT, in USD: breaks even in month 33" in done.stdout
    data = found(run, "--business-case", BUSINESS)
    assert (data["break_even"]["first"], data["break_even"]["lasting"]) == (33, 33)
    assert data["break_even"]["code"] == "breaks-even"
    assert [each["net"]["rounded"] for each in data["years"]] == [
        "-6206.67",
        "2573.33",
        "5896.07",
    ]
    assert len(data["months"]) == 36
    assert data["months"][32]["starts_on"] == "2029-09-01"
    assert data["present_value"]["rounded"] == "695.35"
    assert data["swings"][0]["assumption"] == "churn_before"
    assert data["swings"][0]["lower"]["break_even"] is None


CASE = """
name = "Ours"
currency = "USD"
{claim}
[[lines]]
id = "team"
name = "Team"
side = "investment"
each = "{team} USD"
"""


@pytest.mark.rule("ROI-01")
@pytest.mark.parametrize(
    ("claim", "team", "code"), [("", 5, 0), ("", 0, 1), ("claim = 1", 5, 1)]
)
def test_what_does_not_pay_as_claimed(
    run: Run, write: Write, claim: str, team: int, code: int
) -> None:
    """1 where nothing is invested, or a claim holds in no reading."""
    path = write(CASE.format(claim=claim, team=team), "ours.toml")
    assert run("practice", "roi", path).exit_code == code
    data = found(run, path)
    assert data["over_investment"] == ({"exact": "0", "percent": "0"} if team else None)


@pytest.mark.rule("INC-04")
def test_what_never_breaks_even(run: Run, write: Write) -> None:
    """1, and the text says by how much it is short; months are only numbered."""
    text = 'customers = 1\nhours_per_customer = 1\nhourly_cost = "1.00 USD"\nmonths = 2'
    path = write(text, "never.toml")
    done = run("practice", "roi", "--business-case", path)
    assert done.exit_code == 1
    assert "does not break even within 2 months" in done.stdout
    data = found(run, "--business-case", path)
    assert (data["break_even"]["payback"], data["present_value"]) == (None, None)
    assert data["months"][0]["starts_on"] is None


@pytest.mark.parametrize("asked", [(), ("--business-case", BUSINESS)])
def test_it_is_drawn(run: Run, tmp_path: Path, asked: tuple[object, ...]) -> None:
    """As SVG, beside what is printed."""
    place = tmp_path / "tornado.svg"
    done = run("practice", "roi", *asked, "--out", place)
    assert done.exit_code == 0
    assert done.stderr.startswith("written: ")
    assert place.read_text(encoding="utf-8").startswith("<svg ")


def test_misuse_is_refused(run: Run, write: Write, tmp_path: Path) -> None:
    """Two questions at once, numbers that are none, files of another form."""
    both = misused(run, ROI, "--business-case", BUSINESS)
    assert "two questions; ask one at a time" in both
    wanted = misused(run, "--business-case", BUSINESS, "--wanted", "5")
    assert "--wanted asks for the lines of an investment" in wanted
    assert "--step is a number of percent, such as 20" in misused(run, "--step", "x")
    assert "above 0 and below 100" in misused(run, "--step", "100")
    assert "must be a finite number" in misused(run, "--wanted", "NaN")
    assert "no form of --out is called '.png'" in misused(
        run, "--out", tmp_path / "a.png"
    )
    assert "no such file" in misused(run, tmp_path / "none.toml").lower()


def test_faults_of_files_are_named_by_path(run: Run, write: Write) -> None:
    """Unknown keys, amounts without a currency, doubled ids, two currencies."""
    text = CASE.format(claim="", team=5)
    twice = write(text + text[text.index("[[") :], "twice.toml")
    assert "lines[1].id: lines[0] has this id already" in misused(run, twice)
    euros = write(text.replace("5 USD", "5 EUR"), "euros.toml")
    assert "lines[0].each: is in EUR, and the case counts in USD" in misused(run, euros)
    bare = write(text.replace('"5 USD"', "5"), "bare.toml")
    assert "lines[0].each: " in misused(run, bare)
    odd = write(text + "\nprice = 3", "odd.toml")
    assert "lines[0].price: unknown key" in misused(run, odd)
    lower = write(text.replace('currency = "USD"', 'currency = "usd"'), "lower.toml")
    assert "three capital letters" in misused(run, lower)
    business = write('customers = -1\nhourly_cost = "1.00 USD"', "business.toml")
    said = misused(run, "--business-case", business)
    assert "hours_per_customer: " in said
    wrong = 'customers = -1\nhours_per_customer = 1\nhourly_cost = "1.00 USD"'
    said = misused(run, "--business-case", write(wrong, "wrong.toml"))
    assert "customers: is below 0" in said
