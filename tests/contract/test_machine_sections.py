"""Every machine of the library has its section in the reference."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import partner_success
from tests.docs.reader import ROOT
from tools.reference.machines_page import MACHINES

SOURCE = ROOT / "src" / "partner_success"
PAGE = ROOT / "docs" / "reference" / "machines.md"


def defined() -> Iterator[tuple[str, str]]:
    """Give module and name of every machine that the source defines.

    A machine is a class below the strict base, or one that is put together from it.
    """
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "StrictMachine" not in text:
            continue
        place = path.relative_to(SOURCE.parent).with_suffix("")
        module = ".".join(place.parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and "StrictMachine" in _names(node.bases):
                yield module, node.name
            elif isinstance(node, ast.Call) and _is_made(node):
                yield module, str(ast.literal_eval(node.args[0]))


def _names(nodes: list[ast.expr]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _is_made(node: ast.Call) -> bool:
    bases = [each for each in node.args[1:2] if isinstance(each, ast.Tuple)]
    return any("StrictMachine" in _names(each.elts) for each in bases)


def test_every_machine_has_a_section() -> None:
    """A machine that is added without words, picture and table fails here."""
    known = list(defined())
    assert ("partner_success.gates.machines.gate", "GateMachine") in known
    assert len(known) > 1
    told = [each.machine() for each in MACHINES if each.machine is not None]
    assert sorted(known) == sorted((each.__module__, each.__name__) for each in told)


def test_no_machine_is_defined_past_the_base() -> None:
    """Only modules with a strict machine, and the base, take from the definitions."""
    makers = {module for module, _ in defined()}
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        taken = re.findall(
            r"(?m)^from statemachine import (.+)$", path.read_text("utf-8")
        )
        names = {name.strip() for line in taken for name in line.split(",")}
        if names & {"State", "StateChart", "StateMachine"}:
            place = path.relative_to(SOURCE.parent).with_suffix("")
            found.add(".".join(place.parts))
    assert found == makers | {f"{partner_success.__name__}.machines.base"}


def test_every_section_stands_in_the_page_with_its_picture() -> None:
    """The page has the heading, and the picture is a file beside it."""
    text = PAGE.read_text(encoding="utf-8")
    for each in MACHINES:
        assert f"## {each.title} {{#{each.id}}}" in text
        assert f"(../images/{each.picture}.svg)" in text
        assert (PAGE.parents[1] / "images" / f"{each.picture}.svg").is_file()
