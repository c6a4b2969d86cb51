"""The tool that proves the rules, tried on a project of three rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

CATALOGUE = """
    [[rule]]
    id = "HLT-01"
    area = "scoring"
    says = "A score starts at its *floor*."
    cites = "FRAMEWORK: Health; DECISION: a reason"
    holder = "toy_store.standard"

    [[rule]]
    id = "CST-01"
    area = "scoring"
    says = "Answers count from four."
    cites = "DECK: Measuring CSAT"

    [[rule]]
    id = "SLA-01"
    area = "sla"
    says = "Somebody answers."
    cites = "TAM: Support Response Times"
"""

STORE = """
    import functools
    from decimal import Decimal

    def standard_document(edition=None):
        return {
            "health": {"bands": [
                {"id": "good", "floor": 80},
                {"id": "poor", "floor": Decimal("10.5")},
            ]},
            "csat": {"threshold": 4},
        }

    @functools.cache
    def standard(edition=None):
        document = standard_document(edition)
        floors = [band["floor"] for band in document["health"]["bands"]]
        if floors[0] > 80:
            raise ValueError("a floor above eighty")
        return {"floors": floors, "threshold": document["csat"]["threshold"]}

    def clear_caches():
        standard.cache_clear()
"""

NUMBERS = """
    from types import SimpleNamespace

    def numbers(document):
        paths = [
            ("health", "bands", 0, "floor"),
            ("health", "bands", 1, "floor"),
            ("csat", "threshold"),
        ]
        return tuple(
            SimpleNamespace(path=path, unit="points", citations=["PSM"], family=path[0])
            for path in paths
        )
"""

TESTS = """
    from decimal import Decimal

    import pytest

    import toy_store

    @pytest.mark.rule("HLT-01")
    @pytest.mark.parametrize("number", [1, 2])
    def test_floors(number, tmp_path):
        assert toy_store.standard()["floors"] == [80, Decimal("10.5")]

    @pytest.mark.rule("CST-01")
    def test_threshold(tmp_path):
        assert toy_store.standard()["threshold"] == 4

    def test_unmarked():
        assert False
"""

# As strict as the library's own.
PYTEST = """
    [pytest]
    addopts = --doctest-modules --import-mode=importlib --strict-config --strict-markers
    filterwarnings = error
    pythonpath = .
"""

PROPERTY = """
    import pytest
    import toy_store
    from hypothesis import given, settings
    from hypothesis import strategies as st

    seen = []

    @pytest.mark.rule("HLT-01")
    @settings(max_examples=100_000, deadline=None)
    @given(st.integers())
    def test_few_are_tried(number):
        seen.append(number)
        assert len(seen) <= 1_000
        assert toy_store.standard()["floors"][0] == 80

    class TestGroup:
        @pytest.mark.rule("HLT-01")
        @settings(max_examples=100_000)
        @given(number=st.integers())
        def test_in_a_class(self, number):
            seen.append(number)
            assert len(seen) <= 1_000
            assert str(toy_store.standard()["floors"][1]) == "10.5"
"""

Tool = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with three rules, three numbers and marked tests."""
    write(tmp_path, "rules.toml", CATALOGUE)
    write(tmp_path, "toy_store.py", STORE)
    write(tmp_path, "toy_numbers.py", NUMBERS)
    write(tmp_path, "tests/test_toy.py", TESTS)
    write(tmp_path, "pytest.ini", PYTEST)
    return tmp_path


@pytest.fixture
def tool(project: Path) -> Tool:
    """The tool, started in that project as its users start it."""

    def run(name: str, *more: str) -> subprocess.CompletedProcess[str]:
        # The plugins of other packages are not needed, and slow to import.
        quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        places = [str(project), str(ROOT), str(ROOT / "src")]
        command = [sys.executable, "-m", "tools.rules", name]
        command += ["--catalogue", "rules.toml"]
        command += ["--store", "toy_store", "--numbers", "toy_numbers"]
        return subprocess.run(
            [*command, *more],
            cwd=project,
            env=os.environ | quick | {"PYTHONPATH": os.pathsep.join(places)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def write(project: Path, name: str, text: str) -> None:
    """Write a file of the project."""
    place = project / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(dedent(text), encoding="utf-8")


def replace(project: Path, name: str, old: str, new: str) -> None:
    """Change a file of the project."""
    text = (project / name).read_text(encoding="utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new), encoding="utf-8")


def read(project: Path, name: str) -> dict[str, Any]:
    """Read a report by rule or number."""
    entries = json.loads((project / "build" / name).read_text(encoding="utf-8"))
    return {entry.get("id") or entry["number"]: entry for entry in entries}


def test_a_proved_catalogue_is_written(project: Path, tool: Tool) -> None:
    """With each built rule held and proved the report and the page say by what."""
    ended = tool("collect")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 rules: 1 proved, 2 not built" in ended.stdout
    rules = read(project, "rules.json")
    assert {id_: rule["status"] for id_, rule in rules.items()} == {
        "HLT-01": "proved",
        "CST-01": "not built",
        "SLA-01": "not built",
    }
    floors = {"id": "tests/test_toy.py::test_floors", "cases": 2, "outcome": "passed"}
    assert rules["HLT-01"]["tests"] == [floors]
    page = (project / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert "### HLT-01\n\nA score starts at its \\*floor\\*." in page
    assert "- Source: DECISION: a reason\n- Held by `toy_store.standard`" in page
    assert "- Proved by `tests/test_toy.py::test_floors`" in page
    assert "## sla\n\nThis area is not built yet." in page


def test_an_outdated_page_is_found(project: Path, tool: Tool) -> None:
    """Checking writes no page and fails while the page is not up to date."""
    ended = tool("collect", "--check")
    assert ended.returncode == 1
    assert "rules.md is out of date" in ended.stdout
    assert not (project / "docs").exists()
    assert tool("collect").returncode == 0
    assert tool("collect", "--check").returncode == 0


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ('"HLT-10"', "test_floors: no rule is called 'HLT-10'; did you mean HLT-01?"),
        ("", "test_floors: a mark names one rule or several"),
    ],
)
def test_a_faulty_mark_is_refused(
    project: Path, tool: Tool, mark: str, told: str
) -> None:
    """A mark with an unknown id, or without any, stops the run and is named."""
    replace(project, "tests/test_toy.py", 'rule("HLT-01")', f"rule({mark})")
    ended = tool("collect")
    assert ended.returncode == 1
    assert told in ended.stdout + ended.stderr
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    ("old", "new", "status", "told"),
    [
        ('rule("HLT-01")', 'rule("CST-01")', "unproved", "none is marked with it"),
        (
            "assert toy_store.standard()[",
            "pytest.skip(str()[:0]) or [",
            "unproved",
            "only skipped",
        ),
        ("== [80,", "== [81,", "failed", "failed, and should prove HLT-01"),
    ],
)
def test_a_built_rule_needs_a_passing_test(
    project: Path, tool: Tool, old: str, new: str, status: str, told: str
) -> None:
    """No test, a skipped one and a failing one all leave a built rule without proof."""
    replace(project, "tests/test_toy.py", old, new)
    ended = tool("collect")
    assert ended.returncode == 1
    assert told in ended.stdout
    assert read(project, "rules.json")["HLT-01"]["status"] == status


def test_a_holder_that_is_gone_is_found(project: Path, tool: Tool) -> None:
    """A rule whose object does not import is reported although its tests pass."""
    replace(project, "rules.toml", "toy_store.standard", "toy_store.gone")
    ended = tool("collect")
    assert ended.returncode == 1
    assert "HLT-01: its holder toy_store.gone does not import" in ended.stdout


def test_noticed_changes_are_killed(project: Path, tool: Tool) -> None:
    """Each number is changed by a step, and the family's tests notice it."""
    ended = tool("mutate")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 numbers changed: 3 killed, 1 of them refused on loading" in ended.stdout
    found = {
        name: (entry["before"], entry["after"], entry["verdict"], entry["refused"])
        for name, entry in read(project, "mutants.json").items()
    }
    assert found == {
        "health.bands[good].floor": ("80", "81", "killed", True),
        "health.bands[poor].floor": ("10.5", "10.51", "killed", False),
        "csat.threshold": ("4", "5", "killed", False),
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Decimal("10.5")]', 'pytest.approx(Decimal("10.5"), abs=1)]'),
        ('"HLT-01"', '"CST-01"'),
    ],
)
def test_a_survivor_is_found(project: Path, tool: Tool, old: str, new: str) -> None:
    """A number that no marked test of its family notices is listed, and is an error."""
    replace(project, "tests/test_toy.py", old, new)
    ended = tool("mutate")
    assert ended.returncode == 1
    survivor = (
        "survived: health.bands[poor].floor = 10.5 points, changed to 10.51 (PSM)"
    )
    assert survivor in ended.stdout


def test_property_tests_are_cut_short(project: Path, tool: Tool) -> None:
    """Whatever a property test asks for, it gets few examples, and still kills."""
    write(project, "tests/test_toy.py", PROPERTY)
    ended = tool("mutate", "--family", "health")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    killers = {entry["by"] for entry in read(project, "mutants.json").values()}
    assert "tests/test_toy.py::TestGroup::test_in_a_class" in killers


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ("import time; time.sleep(99)", 0, "1 numbers changed: 1 timeout"),
        ("import os; os._exit(3)", 1, "no verdict: csat.threshold = 4"),
    ],
)
def test_tests_that_do_not_end(
    project: Path, tool: Tool, body: str, code: int, told: str
) -> None:
    """Hanging is noticing, and reported as such; dying without a word is an error."""
    head = "def test_threshold(tmp_path):\n"
    change = f"{head}    if toy_store.standard()['threshold'] != 4:\n        {body}\n"
    replace(project, "tests/test_toy.py", head, change)
    ended = tool("mutate", "--family", "csat", "--limit", "1")
    assert ended.returncode == code
    assert told in ended.stdout


def test_a_red_baseline_is_refused(project: Path, tool: Tool) -> None:
    """With a test that fails anyway a kill would mean nothing, so nothing is tried."""
    replace(project, "tests/test_toy.py", "== 4", "== 5")
    ended = tool("mutate")
    assert ended.returncode == 1
    assert "marked tests fail without any change" in ended.stderr
    assert "tests/test_toy.py::test_threshold" in ended.stderr


def test_a_run_before_stands_for_the_baseline(project: Path, tool: Tool) -> None:
    """What collect has run and found green is not run again; else it is."""
    known = known_seconds()
    assert "pass unchanged" in tool("mutate", *known).stdout
    assert tool("collect").returncode == 0
    ended = tool("mutate", *known)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "pass unchanged" not in ended.stdout
    assert "3 numbers changed: 3 killed" in ended.stdout
    replace(project, "tests/test_toy.py", "test_threshold", "test_limit")
    assert "pass unchanged" in tool("mutate", *known).stdout


def test_a_run_of_all_tests_is_taken_over(project: Path, tool: Tool) -> None:
    """What the suite has told makes the same page, and no test runs again."""
    assert tool("collect").returncode == 0
    pages = [(project / "docs/reference/rules.md").read_text(encoding="utf-8")]
    rules = [read(project, "rules.json")]
    plugin = "RuleReport(Path('build/rule_report.json'))"
    write(
        project,
        "conftest.py",
        f"""
        from pathlib import Path
        from tools.rules.report import RuleReport

        def pytest_configure(config):
            config.addinivalue_line("markers", "rule(*ids): proves them")
            config.pluginmanager.register({plugin})
        """,
    )
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "rule", "tests"],
        cwd=project,
        env=os.environ
        | {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": os.pathsep.join([str(project), str(ROOT), str(ROOT / "src")]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    (project / "conftest.py").unlink()
    report = ("--report", "build/rule_report.json")
    ended = tool("collect", *report)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "passed" not in ended.stdout
    pages.append((project / "docs/reference/rules.md").read_text(encoding="utf-8"))
    rules.append(read(project, "rules.json"))
    assert pages[0] == pages[1]
    assert rules[0] == rules[1]
    assert "pass unchanged" not in tool("mutate", *known_seconds()).stdout
    replace(project, "build/rule_report.json", '"HLT-01"', '"HLT-99"')
    ended = tool("collect", *report)
    assert ended.returncode == 1
    assert "no rule is called 'HLT-99'" in ended.stderr


def known_seconds() -> tuple[str, str]:
    """Give the option that takes over what collect has found green."""
    return "--baseline", "build/marked_tests.json"


def test_a_failure_leaves_no_baseline(project: Path, tool: Tool) -> None:
    """A red run tells why, and nothing is taken over from it."""
    replace(project, "tests/test_toy.py", "== 4", "== 5")
    ended = tool("collect")
    assert ended.returncode == 1
    assert "test_threshold: failed, and should prove" in ended.stdout
    assert not (project / "build/marked_tests.json").exists()


def test_a_sample_is_repeatable(project: Path, tool: Tool) -> None:
    """The same seed draws the same numbers, and no more than were asked for."""
    drawn = []
    for _ in range(2):
        assert tool("mutate", "--sample", "1", "--seed", "7").returncode == 0
        drawn.append(set(read(project, "mutants.json")))
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 1


def test_time_that_is_up_ends_the_proof(tool: Tool) -> None:
    """A proof that found no time for a single number proves nothing."""
    ended = tool("mutate", "--seconds", "0")
    assert ended.returncode == 1
    assert "no number was tried" in ended.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--family", "sla"), "no number is in 'sla'; there are health, csat"),
        (("--store", "toy_gone"), "the rulebook does not import"),
    ],
)
def test_misuse_is_explained(tool: Tool, more: tuple[str, ...], told: str) -> None:
    """A family without numbers and a store that is not there are refused by name."""
    ended = tool("mutate", *more)
    assert ended.returncode == 1
    assert told in ended.stderr


def test_tests_that_do_not_import_are_told(project: Path, tool: Tool) -> None:
    """What cannot be collected is shown, and neither tool goes on."""
    replace(project, "tests/test_toy.py", "import toy_store", "import toy_shop")
    for name in ("collect", "mutate"):
        ended = tool(name)
        assert ended.returncode == 1
        assert "toy_shop" in ended.stdout
        assert "pytest ended with" in ended.stderr
