"""Pictures of machines: nothing overlaps, nothing is missing, nothing acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.core.collections import FrozenMap
from partner_success.display import machine_mermaid, machine_svg
from partner_success.display.machine_parts import parts_of, words
from partner_success.errors import UnknownNameError
from partner_success.gates.machines import MachineTable, Move, gate_table
from tests.support.drawn_svg import NAMESPACE, boxes, overlaps, read, words_of
from tests.support.machines import SUBJECTS

TABLES = {name: table for name, (table, _) in SUBJECTS.items()} | {
    "gate with long names": gate_table(
        ("operational readiness of the partner", "launch validation", "a third one")
    )
}
CASES = [
    pytest.param(table, state, id=f"{name}: {state}")
    for name, table in TABLES.items()
    for state in (None, *table.states)
]
TWO = gate_table(("phase_3a", "phase_3b"))


def reach(table: MachineTable) -> set[tuple[str, str, str]]:
    """Give the moves between states that remember nothing."""
    return {
        (source, move.target, event)
        for source, moves in table.moves.items()
        for event, move in moves.items()
        if ":" not in source + move.target
    }


@pytest.mark.rule("JRN-05", "JRN-07", "JRN-13", "JRN-16", "JRN-18", "JRN-20")
@pytest.mark.parametrize(("table", "state"), CASES)
def test_nothing_in_a_picture_overlaps(table: MachineTable, state: str | None) -> None:
    """No text meets another text, a line or the edge, whichever state is present."""
    root = read(machine_svg(table, state=state))
    assert not overlaps(root)
    drawn = [area for each, area in boxes(root) if each.get("rx") == "8"]
    inked = [
        area
        for each, area in boxes(root)
        if each.get("rx") == "8" and "--ink" in each.attrib["style"]
    ]
    assert (
        len(drawn) >= len(inked) == len({state.split(":")[0] for state in table.states})
    )
    for place, box in enumerate(inked):
        assert not any(box.meets(other) for other in inked[place + 1 :])


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(exclude_characters=":", exclude_categories=["Cs"]), min_size=1
        ),
        min_size=2,
        max_size=5,
        unique=True,
    ).map(tuple)
)
def test_any_phases_can_be_drawn(phases: tuple[str, ...]) -> None:
    """Whatever phases are called, the picture is whole and the text one line each."""
    table = gate_table(phases)
    assert not overlaps(read(machine_svg(table, state=f"in_progress.{phases[-1]}")))
    written = machine_mermaid(table, state=f"blocked:in_progress.{phases[0]}")
    assert len(written.splitlines()) == len(machine_mermaid(TWO).splitlines()) + 2 + (
        2 * (len(phases) - 2)
    )


@pytest.mark.parametrize("name", TABLES)
def test_a_picture_tells_everything_in_words(name: str) -> None:
    """The description names each move, for those who do not see the picture."""
    table = TABLES[name]
    described = parts_of(table, None).description
    for source, target, event in reach(table):
        assert f"From {words(source)} to {words(target)}: {words(event)}" in described
    root = read(machine_svg(table))
    assert root.attrib["role"] == "img"
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{NAMESPACE}title", f"{NAMESPACE}desc")
    assert desc.text == described
    assert title.text == f"The {words(table.name)} machine"


def test_guards_stand_in_brackets() -> None:
    """What has to hold is written below the event."""
    shown = words_of(read(machine_svg("launch")))
    assert shown[shown.index("launch") + 1] == "[may launch]"
    assert "s2 --> s5 : launch [may launch]" in machine_mermaid("launch")


@pytest.mark.rule("JRN-07")
def test_blocked_is_drawn_once() -> None:
    """It stands there once, whatever it can remember, with one way in and one back."""
    shown = words_of(read(machine_svg(TWO)))
    assert [shown.count(text) for text in ("blocked", "block", "unblock")] == [1, 1, 1]
    assert "remembers the state before, and gives it back" in shown
    written = machine_mermaid(TWO)
    assert written.count('state "blocked" as memory') == 1
    assert "remembered --> memory : block\n" in written
    assert "memory --> remembered : unblock\n" in written
    assert "note right of memory" in written
    assert (
        "From any of not started, in progress, phase 3a, in progress, phase 3b,"
        " awaiting sign off, failed to blocked: block."
    ) in parts_of(TWO, None).description


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("failed", "now"),
        ("passed", "now"),
        ("in_progress.phase_3b", "now"),
        ("blocked:failed", "now, was failed"),
    ],
)
def test_the_present_state_is_marked_in_three_ways(state: str, mark: str) -> None:
    """By a colour, a line three times as thick, and a word; no other state is."""
    root = read(machine_svg(TWO, state=state))
    assert words_of(root).count(mark) == 1
    styles = [each.attrib["style"] for each, _ in boxes(root)]
    marked = [style for style in styles if "stroke-width: 3" in style]
    assert len(marked) == 1
    assert "fill: var(--best" in marked[0]
    assert not any(
        "stroke-width: 3" in each.attrib["style"]
        for each, _ in boxes(read(machine_svg(TWO)))
    )
    written = machine_mermaid(TWO, state=state)
    assert f"({mark})" in written
    (marked_id,) = re.findall(r"class (\w+) present", written)
    assert f'({mark})" as {marked_id}\n' in written
    assert "present" not in machine_mermaid(TWO)


def test_a_description_says_what_is_present() -> None:
    """What the mark shows is said, with what it remembers."""
    assert parts_of(TWO, "failed").description.endswith("Now it is in failed.")
    assert parts_of(TWO, "blocked:in_progress.phase_3a").description.endswith(
        "Now it is in blocked, before in progress, phase 3a."
    )


@pytest.mark.parametrize("draw", [machine_svg, machine_mermaid])
def test_an_unknown_state_or_machine_is_refused(draw: object) -> None:
    """A stored state that the machine does not have cannot be marked."""
    assert callable(draw)
    with pytest.raises(UnknownNameError, match="phase_3b"):
        draw(TWO, state="in_progress.phase_3c")
    with pytest.raises(UnknownNameError, match="machine"):
        draw("gates")


def test_what_users_wrote_acts_nowhere() -> None:
    """Names of phases and titles are shown, never read as markup or as Mermaid."""
    bad = '<script>alert("1")</script>'
    table = gate_table((bad, "two\nclass s1 x; %% {", "three"))
    svg = machine_svg(table, title=f"{bad}\x1b[31m")
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert " id=" not in svg
    assert (read(svg)[0].text or "").startswith(bad)
    written = machine_mermaid(table, title=f'{bad}"\n---\nx')
    head, title, foot, kind, *_ = written.splitlines()
    assert (head, foot, kind) == ("---", "---", "stateDiagram-v2")
    assert title == r'title: "<script>alert(\"1\")</script>\"␊---␊x"'
    assert "#60;script#62;" in written
    assert "class s1 x#59; #37;#37; #123;" in written


def test_states_stand_as_far_apart_as_labels_need() -> None:
    """A label that is longer than the states below it makes room for itself."""
    long = "an_event_whose_name_is_much_longer_than_what_lies_below_it"
    table = MachineTable(
        name="door",
        initial="a",
        states=("a", "b", "c"),
        events=(long, "back"),
        final=frozenset({"b"}),
        moves=FrozenMap(
            {
                "a": FrozenMap({long: Move("c")}),
                "b": FrozenMap[str, Move]({}),
                "c": FrozenMap({"back": Move("a"), long: Move("b")}),
            }
        ),
    )
    root = read(machine_svg(table))
    assert words_of(root).count(words(long)) == 2
    assert not overlaps(root)


def test_the_same_machine_gives_the_same_picture() -> None:
    """A picture can be kept in a repository and compared."""
    assert machine_svg("gate") == machine_svg("gate")
    assert machine_svg(gate_table()) == machine_svg("gate")


@pytest.mark.parametrize("name", TABLES)
def test_mermaid_text_holds_the_whole_machine(name: str) -> None:
    """Each state is declared once and each move written once, by those names."""
    table = TABLES[name]
    written = machine_mermaid(table)
    assert written.count("{\n") == written.count("}\n")
    declared = re.findall(r'state "[^"]*" as (s\d+)\n', written)
    plain = [state for state in table.states if ":" not in state]
    assert declared == [f"s{number + 1}" for number in range(len(plain))]
    states = dict(zip(declared, plain, strict=True))
    moves = {
        (states[source], states[target], label.partition(" [")[0].replace(" ", "_"))
        for source, target, label in re.findall(r"(s\d+) --> (s\d+) : (.*)\n", written)
    }
    assert moves == reach(table)
    assert f"[*] --> s{plain.index(table.initial) + 1}\n" in written
    ends = re.findall(r"(s\d+) --> \[\*\]\n", written)
    assert {states[end] for end in ends} == table.final
