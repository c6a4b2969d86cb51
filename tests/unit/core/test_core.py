"""The front of the core: one place from which all of its names come."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from partner_success import core

MODULES = [
    *("bands", "citation", "collections", "decision", "explanation", "expressions"),
    *("extras", "fiscal", "instants", "lifetimes", "lots", "money", "months"),
    *("provenance", "quantities", "series", "survival", "survival_intervals", "tags"),
]


@pytest.mark.parametrize("module", MODULES)
def test_every_public_name_is_exported(module: str) -> None:
    """What a module of the core promises, the core promises."""
    inside = importlib.import_module(f"partner_success.core.{module}")
    assert set(inside.__all__) <= set(core.__all__)
    for name in inside.__all__:
        assert getattr(core, name) == getattr(inside, name), name


def test_nothing_else_is_exported() -> None:
    """The list is sorted, without doubles, and names no stranger."""
    known: set[str] = set()
    for module in MODULES:
        known |= set(importlib.import_module(f"partner_success.core.{module}").__all__)
    assert set(core.__all__) == known
    assert len(core.__all__) == len(known)


@pytest.mark.parametrize("module", ["", *(f".{module}" for module in MODULES)])
def test_each_module_can_be_imported_first(module: str) -> None:
    """No order of imports runs in a circle, and only attrs is loaded besides."""
    program = (
        "import sys; before = set(sys.modules)\n"
        f"import partner_success.core{module}\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    foreign = set(done.stdout.split()) - set(sys.stdlib_module_names)
    assert foreign <= {"attr", "attrs", "partner_success"}
