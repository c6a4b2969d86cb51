"""The plugin for pytest: which files it takes, and what it tells of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from partner_success.testing import pytest_plugin

# A run inside of this one would load it anew, and its errors would be others.
pytest.importorskip("yaml")

PLUGIN = ("-p", "partner_success.testing.pytest_plugin", "-p", "no:cacheprovider")

GOOD = """
licences:
  - name: Half of them are used
    rules: [LIC-02]
    licensed: 10
    active: 5
    expect: {risk: Medium, percent: 50}
  - name: One more than licensed
    like: Half of them are used
    active: 11
    expect: {up_sell: true}
"""

ACME = """
[edition]
id = "acme 1"
name = "Acme"
extends = "standard 2026.1"
effective_from = 2026-06-01

[[health.bands.entries]]
id = "champion"
floor = 95
"""


def test_each_case_is_a_test(pytester: pytest.Pytester) -> None:
    """They are named after the kind and the sentence, and can be chosen by it."""
    pytester.path.joinpath("rule_cases_ours.yaml").write_text(GOOD, encoding="utf-8")
    pytester.path.joinpath("other.yaml").write_text("weather: []", encoding="utf-8")
    done = pytester.runpytest_inprocess(*PLUGIN, "-v")
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines(["*::licences: One more than licensed PASSED*"])
    chosen = pytester.runpytest_inprocess(*PLUGIN, "-k", "Half")
    chosen.assert_outcomes(passed=1, deselected=1)


def test_a_case_that_does_not_hold_is_told_in_words(pytester: pytest.Pytester) -> None:
    """No trace of the library's own code, but what was expected and what was found."""
    text = GOOD.replace("percent: 50", "percent: 51").replace("up_sell", "upsell")
    pytester.path.joinpath("rule_cases.yaml").write_text(text, encoding="utf-8")
    done = pytester.runpytest_inprocess(*PLUGIN)
    done.assert_outcomes(failed=2)
    done.stdout.fnmatch_lines(
        [
            "*licences: Half of them are used (rulebook standard 2026.1)*",
            "*percent: expected 51, found 50*",
            "*did you mean 'up_sell'?*",
        ]
    )
    assert "check_rule_case" not in done.stdout.str()


def test_a_file_asks_its_own_rulebook(pytester: pytest.Pytester) -> None:
    """It is found beside the file, wherever the tests are started."""
    folder = pytester.mkdir("rules")
    (folder / "acme.toml").write_text(ACME, encoding="utf-8")
    case = (
        '[[health]]\\nname = "Ninety is no champion"\\nexpect = { band = "Healthy" }\\n'
        "given = { technical_performance = 90, business_outcomes = 90,"
        " user_adoption = 90, relationship_strength = 90 }\\n"
    ).replace("\\n", "\n")
    text = f'rulebook = "acme.toml"\n{case}'
    (folder / "rule_cases.toml").write_text(text, encoding="utf-8")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_a_project_names_its_files(pytester: pytest.Pytester) -> None:
    """Other names are taken where the configuration says so."""
    pytester.makeini("[pytest]\nrule_case_files = *.cases.yaml\n")
    pytester.path.joinpath("our.cases.yaml").write_text(GOOD, encoding="utf-8")
    pytester.path.joinpath("rule_cases.yaml").write_text(GOOD, encoding="utf-8")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("weather: [{name: A, expect: {a: 1}}]", "*no kind of case 'weather'*"),
        ("rulebook: nowhere.toml\n" + GOOD, "*nowhere.toml*"),
        ("licences: [", "*no YAML*"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(
    pytester: pytest.Pytester, text: str, told: str
) -> None:
    """The run says which file it is, and what is wrong with it."""
    pytester.path.joinpath("rule_cases.yaml").write_text(text, encoding="utf-8")
    done = pytester.runpytest_inprocess(*PLUGIN)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines([told])


def test_a_mistake_of_a_program_keeps_its_trace(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is no refusal of the library is shown as pytest shows it."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(pytest_plugin, "check_rule_case", broken)
    pytester.path.joinpath("rule_cases.yaml").write_text(GOOD, encoding="utf-8")
    done = pytester.runpytest_inprocess(*PLUGIN)
    done.assert_outcomes(failed=2)
    done.stdout.fnmatch_lines(["*ZeroDivisionError: nobody thought of this*"])
