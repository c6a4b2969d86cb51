"""The tool that finds the codes of problems, and the page that explains them."""

from __future__ import annotations

from pathlib import Path

import pytest

from partner_success.frames.collecting import REFUSED_ROWS
from partner_success.questionnaires.patterns import reading
from tools.reference import errors_page, problem_codes
from tools.reference.problem_codes import Found, Place, Unclear

ERRORS = """
class Problem:
    def __init__(self, path, code, message): ...
"""
HELPERS = """
from partner_success.errors import Problem

LATE = "too-late"
PAIR = ("from-a-row", "a message")

def fault(path, code, message="m"):
    return Problem(path=path, code=code, message=message)

class Notes:
    def add(self, code="by-default"):
        self.kept = Problem(path="", code=code, message="")

    def more(self):
        self.add()
        self.add("by-method")

    @staticmethod
    def loose(code):
        return fault("", code)
"""
USERS = """
from partner_success.errors import Problem
from partner_success.helpers import LATE, PAIR, Notes, fault as made

def plain(many, kind, other):
    yield made("", "plain")
    yield made("", "one" if many else "other")
    yield made("", f"unknown-{kind}")
    yield made("", LATE)
    yield made("", *PAIR)
    yield made("", many and "maybe")
    yield Problem(path="", code=other.code, message="")

class LateError(Exception):
    def __init__(self, place, code):
        self.problem = made("", code)

def raised(found):
    raise LateError(3, "raised")

def copied(found):
    return attrs.evolve(found, code="copied"), attrs.evolve(found, path="")

def rows():
    for code, message in pairs():
        yield made("", code, message)
    for code in ("first", "second"):
        yield made("", code)
    code, message = told() if rows else ("either", "")
    yield made("", code, message)
    chosen = code = "bound"
    yield made("", chosen)

def pairs():
    yield "yielded", "message"

def told():
    return "returned", "message"

def inside(kind):
    def note(code):
        return made("", code)
    note("nested")
    Notes.loose("static")
    Notes().add(code="by-name")
    set().add("no-code", "of ours")

def lost(table, key):
    yield made("", table[key])
    yield made("", *unknown())
    yield made("", *key.rest)
"""
OTHERS = """
def fault(path, code): ...

class Other:
    def add(self, code): ...

    def use(self):
        self.add("another-method")
        fault("", "another-function")

class Child(Other):
    def more(self):
        self.add("inherited")
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What is found in a small library of four modules."""
    source = tmp_path_factory.mktemp("source")
    package = source / "partner_success"
    (package / "away").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "errors.py").write_text(ERRORS, encoding="utf-8")
    (package / "helpers.py").write_text(HELPERS, encoding="utf-8")
    (package / "users.py").write_text(USERS, encoding="utf-8")
    (package / "away" / "others.py").write_text(OTHERS, encoding="utf-8")
    return problem_codes.find_codes(source)


def test_codes_are_followed_through_helpers(small: Found) -> None:
    """Functions, methods, rows, choices, names and defaults are all followed."""
    assert set(small.codes) == {
        *("plain", "one", "other", "unknown-{kind}", "too-late", "from-a-row"),
        *("maybe", "yielded", "first", "second", "returned", "either", "bound"),
        *("nested", "static", "by-name", "by-method", "by-default", "no-code"),
        *("raised", "copied"),
    }


def test_what_cannot_be_followed_is_told(small: Found) -> None:
    """A code that only shows when the program runs is not passed over."""
    assert {each.written for each in small.unclear} == {
        "table[key]",
        "unknown()",
        "key.rest",
    }
    assert {each.module for each in small.unclear} == {"partner_success.users"}


def test_codes_and_entries_have_to_match() -> None:
    """A code without an entry, an entry without a code and a riddle are each named."""
    found = Found((Place("new", "a.b", 1),), (Unclear("a.b", "table[key]"),))
    told = {
        "codes": {"old": {}, "put-together": {}},
        "elsewhere": [
            {"module": "a.c", "written": "gone", "codes": ["put-together"]},
        ],
    }
    assert errors_page.faults(found, told) == [
        "'new' has no meaning",
        "'old' is given nowhere",
        "a.b: which codes is table[key]?",
        "a.c: there is no gone",
    ]


def test_every_code_of_the_library_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page is written only where each code has a meaning, and is as it is kept."""
    found = problem_codes.find_codes()
    assert errors_page.faults(found, errors_page.meanings()) == []
    assert {"unknown-{kind}", "wrong-type", "too-many-decimals"} <= set(found.codes)
    monkeypatch.setattr(errors_page, "find_codes", lambda: found)
    page = errors_page.errors_page()
    kept = problem_codes.ROOT / "docs" / "reference" / "errors.md"
    assert page == kept.read_text(encoding="utf-8")
    assert '<a id="unknown-KIND"></a>`unknown-KIND`' in page
    monkeypatch.setattr(errors_page, "faults", lambda *_: ["one is missing"])
    with pytest.raises(ValueError, match="one is missing"):
        errors_page.errors_page()


def test_entries_are_whole_sentences() -> None:
    """Each entry says what the code means and what to do about it."""
    for code, entry in errors_page.meanings()["codes"].items():
        assert set(entry) == {"means", "mend"}, code
        assert all(text.endswith(".") and "|" not in text for text in entry.values())


def test_faults_of_patterns_are_codes() -> None:
    """What a pattern may not hold stands among the entries by hand."""
    (told,) = (
        each["codes"]
        for each in errors_page.meanings()["elsewhere"]
        if each["module"] == "partner_success.questionnaires.patterns.reading"
    )
    names = {name for name, _ in reading._GROUPS.values()}
    assert told == sorted(name.replace(" ", "-") for name in names)


def test_states_of_refused_rows_are_codes() -> None:
    """What dataframes say of refused rows stands among the entries by hand."""
    (told,) = (
        each["codes"]
        for each in errors_page.meanings()["elsewhere"]
        if each["module"] == "partner_success.frames.collecting"
    )
    assert told == sorted(status.replace(" ", "-") for status in REFUSED_ROWS)


def test_an_example_of_no_exception_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Examples belong to exceptions that there are."""
    text = errors_page.EXAMPLES.read_text(encoding="utf-8")
    path = tmp_path / "examples.toml"
    path.write_text(f'{text}\n[LostError]\nwhen = "Never."\n', encoding="utf-8")
    monkeypatch.setattr(errors_page, "EXAMPLES", path)
    monkeypatch.setattr(errors_page, "faults", lambda *_: [])
    monkeypatch.setattr(errors_page, "find_codes", lambda: Found((), ()))
    with pytest.raises(ValueError, match="no exception is LostError"):
        errors_page.errors_page()
