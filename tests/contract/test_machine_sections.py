"""Every machine of the library has its section in the reference."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import partner_success
from tests.docs.reader import ROOT
from tools.reference.machines_page import MACHINES

SOURCE = ROOT / "src" / "partner_success"
PAGE = ROOT / "docs" / "reference" / "machines.md"


def modules(word: str) -> Iterator[tuple[str, ast.Module]]:
    """Give the name and the tree of every module in which a word stands."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if word in text:
            place = path.relative_to(SOURCE.parent).with_suffix("")
            yield ".".join(place.parts).removesuffix(".__init__"), ast.parse(text)


def defined() -> Iterator[tuple[str, str]]:
    """Give module and name of every machine that the source defines.

    A machine is a class below the strict base, or one that is put together from it.
    """
    for module, tree in modules("StrictMachine"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "StrictMachine" in _names(node.bases):
                yield module, node.name
            elif isinstance(node, ast.Call) and _is_made(node):
                yield module, str(ast.literal_eval(node.args[0]))


def _names(nodes: list[ast.expr]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _is_made(node: ast.Call) -> bool:
    bases = [each for each in node.args[1:2] if isinstance(each, ast.Tuple)]
    return any("StrictMachine" in _names(each.elts) for each in bases)


def _taken(node: ast.AST) -> set[str]:
    """Name what a statement imports of the library of machines, or that itself."""
    if isinstance(node, ast.ImportFrom):
        ours = node.module == "statemachine"
        return {each.name for each in node.names} if ours else set()
    taken = node.names if isinstance(node, ast.Import) else []
    return {each.name.partition(".")[0] for each in taken}


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
    found = {
        module
        for module, tree in modules("statemachine")
        for node in ast.walk(tree)
        if _taken(node) & {"State", "StateChart", "StateMachine", "statemachine"}
    }
    assert found == makers | {f"{partner_success.__name__}.machines.base"}


def test_every_section_stands_in_the_page_with_its_picture() -> None:
    """The page has the heading, and the picture is a file beside it."""
    text = PAGE.read_text(encoding="utf-8")
    for each in MACHINES:
        assert f"## {each.title} {{#{each.id}}}" in text
        assert f"(../images/{each.picture}.svg)" in text
        assert (PAGE.parents[1] / "images" / f"{each.picture}.svg").is_file()
