"""The catalogue of rules, as it is delivered and as it refuses faults."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from partner_success.core.citation import SOURCES, Citation
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.rulebook.rules import (
    Rule,
    citations_of,
    read_rules,
    rule_catalogue,
)

ROOT = Path(__file__).parents[3]
REQUIREMENTS = ROOT.parent / "shared" / "rules.toml"
BUILT = {
    "RDY": range(1, 9),
    "HLT": (*range(1, 8), 10, 11, 13, 14),
    "CST": range(1, 5),
    "LIC": range(1, 4),
    "RBK": range(1, 4),
    "ROI": (2,),
}

GOOD = """
[[rule]]
id = "ABC-01"
area = "scoring"
says = "Something holds."
cites = "PSM: Overview; DECISION: a reason"
"""


def test_rules_are_well_formed() -> None:
    """Every rule has an id of the known form, a statement and a place or reason."""
    for rule in rule_catalogue():
        assert re.fullmatch(r"[A-Z]{3}-\d{2}", rule.id)
        assert rule.says.endswith(".")
        assert rule.citations, rule.id
        for citation in rule.citations:
            assert citation.source in set(SOURCES) - {"COMPANY"}
            assert citation.section, f"{rule.id}: {citation.source} without a section"


def test_the_catalogue_holds_the_whole_domain() -> None:
    """There are 163 rules with 163 ids, and the catalogue is read only once."""
    assert len(set(rule_catalogue().ids)) == len(rule_catalogue()) == 163
    assert rule_catalogue() is rule_catalogue()


def test_every_rule_of_scores_and_rulebook_is_built() -> None:
    """A rule whose object exists is built, and at least these have one."""
    expected = {f"{kind}-{n:02}" for kind, numbers in BUILT.items() for n in numbers}
    assert expected <= {rule.id for rule in rule_catalogue() if rule.built}


@pytest.mark.parametrize("id_", [rule.id for rule in rule_catalogue() if rule.built])
def test_holders_exist(id_: str) -> None:
    """The object that is said to hold a rule can be imported."""
    holder = rule_catalogue()[id_].holder
    assert holder is not None
    pkgutil.resolve_name(holder)


@pytest.mark.rule("RBK-03")
def test_sources_can_be_read_in_code() -> None:
    """The citations of a rule are values with source and section."""
    assert citations_of("HLT-03") == (Citation("FRAMEWORK", "Health Categories"),)
    assert citations_of("CST-02")[0] == Citation("DECK", "Measuring CSAT, footnotes")


def test_an_unknown_rule_is_refused() -> None:
    """A misspelt id raises and is given the ids spelt alike."""
    with pytest.raises(UnknownNameError, match="HLT-01"):
        citations_of("HTL-01")


def test_a_rule_is_built_when_it_has_a_holder() -> None:
    """Only a holder makes a rule built."""
    plain = read_rules(GOOD)["ABC-01"]
    held = read_rules(GOOD + 'holder = "partner_success.core.bands.Bands"')["ABC-01"]
    assert (plain.built, held.built) == (False, True)
    assert plain == Rule(
        id="ABC-01",
        area="scoring",
        says="Something holds.",
        citations=(Citation("PSM", "Overview"), Citation("DECISION", "a reason")),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id = ", "not-toml"),
        ("", "wrong-form"),
        ("rule = 3", "wrong-form"),
        (GOOD + "\n[more]", "wrong-form"),
    ],
)
def test_another_document_is_refused(text: str, code: str) -> None:
    """What is not a list of rules is refused as a whole."""
    with pytest.raises(InvalidDataError) as caught:
        read_rules(text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_all_faults_are_named_at_once() -> None:
    """Each fault of each entry is reported with its path, none hides another."""
    faulty = """
        rule = [
          { id = "ABC-01", area = "scoring", says = "It holds.", cites = "PSM: A" },
          { id = "ABC-01", area = "Scoring!", says = " ", cites = "WIKI: page" },
          { id = "abc-1", area = "sla", says = 7, holders = "a.b", cites = "TAM: A" },
          { id = "ABC-02", area = "sla", cites = "", holder = "nodots" },
          "HLT-01",
          { area = "sla", says = "It holds.", cites = "TAM", colour = "red" },
        ]
    """.replace("\n", " ")
    with pytest.raises(InvalidDataError) as caught:
        read_rules(faulty)
    found = [(problem.path, problem.code) for problem in caught.value.problems]
    assert found == [
        ("rule[1].area", "wrong-form"),
        ("rule[1].says", "wrong-form"),
        ("rule[1].cites", "unknown-source"),
        ("rule[1].id", "duplicate-id"),
        ("rule[2].holders", "unknown-key"),
        ("rule[2].id", "wrong-form"),
        ("rule[2].says", "wrong-form"),
        ("rule[3].says", "missing-key"),
        ("rule[3].cites", "wrong-form"),
        ("rule[3].holder", "wrong-form"),
        ("rule[4]", "not-a-table"),
        ("rule[5].colour", "unknown-key"),
        ("rule[5].id", "missing-key"),
    ]
    text = str(caught.value)
    assert "did you mean 'holder'?" in text
    assert "ABC-01 stands at rule[0] already" in text


@pytest.fixture(scope="module")
def required() -> list[dict[str, Any]]:
    """The rules as they were required, where that list is at hand."""
    if not REQUIREMENTS.exists():
        pytest.skip("the list of required rules lies outside the repository")
    with REQUIREMENTS.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["rule"]
    return entries


def test_ids_and_areas_are_the_required_ones(required: list[dict[str, Any]]) -> None:
    """The catalogue has the required rules, all of them, in their areas and order."""
    expected = [(entry["id"], entry["area"]) for entry in required]
    assert [(rule.id, rule.area) for rule in rule_catalogue()] == expected


def test_statements_are_worded_anew(required: list[dict[str, Any]]) -> None:
    """No statement repeats a required one, nor twelve words of one in a row."""
    taken = {run: entry["id"] for entry in required for run in _runs(entry["says"])}
    says = {entry["says"] for entry in required}
    copied = [
        f"{rule.id} shares with {taken[run]}: {' '.join(run)}"
        for rule in rule_catalogue()
        for run in _runs(rule.says)
        if run in taken
    ]
    assert not copied
    assert not [rule.id for rule in rule_catalogue() if rule.says in says]


def _runs(text: str, length: int = 12) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
