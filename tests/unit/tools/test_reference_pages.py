"""The pages of the reference about access and machines say what is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import import_module
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from partner_success.access import Actor, access_matrix
from partner_success.access.resources import Resource
from partner_success.access.vocabulary import AccessStage
from partner_success.display.machine_parts import parts_of, words
from partner_success.machines.table import MachineTable
from partner_success.rulebook import standard
from tools.reference import access_page as access
from tools.reference import machines_page as machines
from tools.reference.__main__ import PAGES, ROOT
from tools.reference.machines import GUARDS, Machine
from tools.reference.tables import Html, code, joined, listed, table

AT = datetime(2026, 1, 5, tzinfo=UTC)
WRITTEN = ("docs/reference/access-matrix.md", "docs/reference/machines.md")
HELD = [pytest.param(each, id=each.id) for each in machines.MACHINES]
STAGES = [pytest.param(each, id=each.id) for each in standard().access.stages]


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    """The pages as the tool writes them."""
    return {name: PAGES[name]() for name in WRITTEN}


def tables(text: str) -> dict[str, ET.Element]:
    """Give every table of a page by its caption."""
    found = [
        ET.fromstring(each) for each in re.findall(r"(?s)<table>.*?</table>", text)
    ]
    return {each.findtext("caption") or "": each for each in found}


def rows(found: ET.Element) -> Iterator[list[str]]:
    """Give the texts of the cells of each row of a table."""
    for row in found.iterfind("tbody/tr"):
        yield ["".join(cell.itertext()) for cell in row]


@pytest.mark.parametrize("name", WRITTEN)
def test_page_is_as_the_tool_writes_it(pages: Mapping[str, str], name: str) -> None:
    """Nobody has to remember to write the page anew."""
    assert (ROOT / name).read_text(encoding="utf-8") == pages[name], (
        "run: python -m tools.reference"
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_tables_can_be_read_out_and_fit(pages: Mapping[str, str], name: str) -> None:
    """Each table has a caption of its own, headings, and columns for a phone."""
    text = pages[name]
    found = tables(text)
    assert len(found) == text.count("<table>") > 0
    for caption, each in found.items():
        assert caption
        heads = each.findall("thead/tr/th")
        assert all(head.get("scope") == "col" and head.text for head in heads)
        assert 2 <= len(heads) <= 3
        lines = each.findall("tbody/tr")
        assert lines
        for line in lines:
            first, *others = line
            assert (first.tag, first.get("scope")) == ("th", "row")
            assert {other.tag for other in others} == {"td"}
            assert len(line) == len(heads)
            assert all("".join(cell.itertext()).strip() for cell in line)


@pytest.mark.parametrize("name", WRITTEN)
def test_rules_that_are_linked_are_in_the_catalogue(
    pages: Mapping[str, str], name: str
) -> None:
    """Every rule that a page refers to exists."""
    source = ROOT / "src/partner_success/standard/rules.toml"
    known = {
        rule["id"] for rule in tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    }
    linked = re.findall(r"\[(\w+-\d+)\]\(rules\.md#([\w-]+)\)", pages[name])
    assert linked
    assert {id_ for id_, _ in linked} <= known
    assert all(id_.lower() == anchor for id_, anchor in linked)


# ------------------------------------------------------------------------- access


def test_every_cell_of_the_matrix_is_told(pages: Mapping[str, str]) -> None:
    """By action the page has each role that may, with each way and each rule."""
    found = tables(pages["docs/reference/access-matrix.md"])
    for row in access_matrix(standard().access).rows:
        may = {cell.role: cell for cell in row.cells if cell.lines}
        if not may:
            assert row.action.nobody[1:] in pages["docs/reference/access-matrix.md"]
            continue
        told = dict(rows(found[f"Who may {row.action.name}"]))
        assert list(told) == list(may)
        for role, cell in may.items():
            assert all(line in told[role] for line in (*cell.lines, *cell.rules))


def test_every_rule_is_told_as_written(pages: Mapping[str, str]) -> None:
    """Each rule of the policy stands once among those as written."""
    _, _, written = pages["docs/reference/access-matrix.md"].partition("{#written}")
    for rule in standard().access.rules:
        assert written.count(code(rule.id)) == 1
        assert rule.name in written


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_told_of_a_stage_is_what_decisions_give(
    pages: Mapping[str, str], stage: AccessStage
) -> None:
    """Who is assigned may in a stage what stands there or in every stage, no more."""
    policy = standard().access
    found = tables(pages["docs/reference/access-matrix.md"])
    anywhere, free = (
        dict(_parts(found[f"In every stage, {tie}"]))
        for tie in ("when assigned", "assigned or not")
    )
    here = dict(_parts(found[f"In {stage.name}, also"]))
    for role in policy.roles.ids:
        told = {*anywhere.get(role, ()), *free.get(role, ()), *here.get(role, ())}
        assert told == set(_allowed(role, stage.id)), role


def _parts(found: ET.Element) -> Iterator[list[Any]]:
    """Give the role of each row, and the actions of each further cell."""
    names = sorted((each.name for each in standard().access.actions), key=len)
    for row in found.iterfind("tbody/tr"):
        head, *cells = row
        told = [
            ["".join(each.itertext()) for each in cell.iter("li")]
            or ["".join(cell.itertext())]
            for cell in cells
        ]
        yield [
            head.text,
            *(
                [name for text in texts for name in names if _names(text, name)]
                for texts in told
            ),
        ]


def _names(text: str, name: str) -> bool:
    return re.split(r"[;(]", text)[0].strip() == name


def _allowed(role: str, stage: str) -> Iterator[str]:
    """Give what single decisions allow somebody assigned, in some case of the stage."""
    policy = standard().access
    person = Actor(id="p-1", email="p-1@example.com", roles=[role])
    for action in policy.actions:
        kind = policy.kinds[action.kind]
        if not kind.of_partner:
            continue
        asked = [name for name in kind.facts if name != "stage"]
        choices = [[each for each in policy.values[name] if each] for name in asked]
        truths = [
            [True, False] if policy.facts[name].type == "truth" else known
            for name, known in zip(asked, choices, strict=True)
        ]
        for values in product(*truths):
            resource = Resource(
                kind=action.kind,
                id="r-1",
                partner_id="acme",
                team={role: person.email},
                facts={"stage": stage, **dict(zip(asked, values, strict=True))},
            )
            if policy.decide(person, action.id, resource, at=AT, reason="a").allowed:
                yield action.name
                break


# ----------------------------------------------------------------------- machines


@pytest.mark.parametrize("machine", HELD)
def test_machine_is_told_in_full(machine: Machine) -> None:
    """Each state and event has its words, nothing else has, and guards have theirs."""
    found = machine.table()
    states = dict.fromkeys(state.partition(":")[0] for state in found.states)
    assert list(machine.states) == list(states)
    assert set(machine.events) == set(found.events)
    assert guards_of(found) <= set(GUARDS)


@pytest.mark.parametrize("machine", HELD)
def test_the_table_is_had_as_the_page_says(machine: Machine) -> None:
    """What stands there as Python gives the table; a ticket alone has none."""
    if machine.machine is None:
        assert machine.python == ""
    else:
        package, _, call = machine.python.rpartition(".")
        name, given = call.removesuffix(")").split("(")
        found = getattr(import_module(package), name)
        told = found(*([given.strip('"')] if given else []))
        assert f"`{call}`, from `{package}`" in machines.machines_page()
        assert told == machine.table()


def guards_of(found: MachineTable) -> set[str]:
    """Give the names of the guards of a table."""
    return {
        guard
        for moves in found.moves.values()
        for move in moves.values()
        for guard in move.guards
    }


def test_no_guard_is_told_that_nothing_asks() -> None:
    """What stands among the guards is asked by some machine."""
    journey = standard().journey
    held = [each.table() for each in machines.MACHINES]
    asked = [guards_of(each) for each in (*held, *journey.tables.values())]
    assert set().union(*asked) == set(GUARDS)


@pytest.mark.parametrize("machine", HELD)
def test_every_arrow_is_told_in_words(
    pages: Mapping[str, str], machine: Machine
) -> None:
    """Each move of a table, from each state, stands in the row of its event."""
    found = machine.table()
    caption = f"{machine.title}: what can happen"
    told = {
        row[0].removeprefix(machine.events[event]): row
        for event, row in zip(
            found.events,
            rows(tables(pages["docs/reference/machines.md"])[caption]),
            strict=True,
        )
    }
    for arrow in parts_of(found, None).arrows:
        _, leads, asked = told[arrow.event]
        assert words(arrow.source) in leads
        stays = arrow.source == arrow.target
        assert ("it stays" if stays else f"to {words(arrow.target)}") in leads
        assert all(GUARDS[guard] in asked for guard in arrow.guards)


def test_pictures_are_as_the_library_draws_them() -> None:
    """Every picture of a machine is drawn anew where the machine changed."""
    for name, picture in machines.machine_pictures().items():
        path = ROOT / "docs" / "images" / f"{name}.svg"
        assert path.read_text(encoding="utf-8") == f"{picture}\n", name


def test_pictures_have_a_ground_of_their_own() -> None:
    """In a page in dark colours ink stands on the paper of the picture."""
    for picture in machines.machine_pictures().values():
        first = next(
            each for each in ET.fromstring(picture) if each.tag.endswith("rect")
        )
        _, _, *size = ET.fromstring(picture).attrib["viewBox"].split()
        assert [first.get("width"), first.get("height")] == size
        assert "#ffffff" in str(first.get("style"))


def test_a_resolved_ticket_is_only_reopened() -> None:
    """The table of a ticket, found by trying, has what the rule says."""
    found = next(each for each in machines.MACHINES if each.id == "ticket").table()
    assert list(found.moves["resolved"]) == ["reopened"]
    assert found.final == {"cancelled"}
    assert "paused" not in found.moves["paused"]
    assert "resumed" not in found.moves["open"]
    assert found.moves["open"]["severity_changed"].guards == ("not_same_severity",)


# ------------------------------------------------------------------------- tables


def test_what_is_no_html_is_escaped() -> None:
    """A cell shows what it is given, and never acts on it."""
    made = "\n".join(table("a < b", ["x"], [["<b>", Html("<i>y</i>")]]))
    assert "<caption>a &lt; b</caption>" in made
    assert '<th scope="row">&lt;b&gt;</th><td><i>y</i></td>' in made
    assert code("<x_y>") == "<code>&lt;x_<wbr />y&gt;</code>"
    assert joined(["a&b", code("c")]) == "a&amp;b<br /><code>c</code>"
    assert listed([]) == "nothing"
    assert listed(["<a>"]) == "&lt;a&gt;"
    assert listed(["a", "b"]) == "<ul><li>a</li><li>b</li></ul>"


def test_a_way_reaches_only_its_stages() -> None:
    """Without a word about stages a way reaches all."""
    cell = access_matrix(standard().access).cell("TPM", "view_partner")
    (own, _) = cell.reach.ways
    assert access.reaches(own, "gate_2")
    assert not access.reaches(own, "gate_3")
