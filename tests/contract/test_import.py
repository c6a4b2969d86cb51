"""The front door: light to open, and honest about what stands behind it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import partner_success as ps

LIGHT = {"attr", "attrs", "partner_success"}

MODULES = {
    module.name: module.ispkg
    for module in pkgutil.walk_packages(ps.__path__, "partner_success.")
}

PACKAGES = sorted(name for name, is_package in MODULES.items() if is_package)


def loaded_by(statement: str) -> set[str]:
    """Give the top-level packages that a fresh interpreter loads for a statement."""
    program = (
        "import sys; before = set(sys.modules)\n"
        f"{statement}\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    """Nothing but the standard library and attrs is loaded by the import."""
    loaded = loaded_by("import partner_success")
    assert loaded - LIGHT <= set(sys.stdlib_module_names)


def test_machines_are_loaded_when_a_table_is_first_asked() -> None:
    """The rooms of the journey open without python-statemachine; its tables need it."""
    opened = "from partner_success.gates import Journey, machines"
    assert "statemachine" not in loaded_by(opened)
    assert "statemachine" in loaded_by(f"{opened}; machines.machine_table('beta')")


NEVER_IN_A_REVIEW = (
    "access.actor",
    "access.deciding",
    "access.decision",
    "access.resources",
    "core.survival",
    "display.summary",
    "engagement.renewals.forecast",
    "gates.commands.beta",
    "gates.commands.gates",
    "gates.commands.launch",
    "gates.commands.partner",
    "gates.deciding.command_rules",
    "gates.forecast",
    "gates.forecast_result",
    "gates.next_actions",
    "gates.partner_view",
    "interop.json_schema",
    "interop.yaml_text",
    "programme.pilot.commands",
    "programme.pilot.deciding",
    "programme.pilot.partner_commands",
    "programme.pilot.plan_commands",
    "questionnaires.signing.submissions",
    "rulebook.comparison",
    "rulebook.numbers",
    "scoring.improvements",
    "sla.replay",
    "sla.timeline",
)
"""Modules without a part in a review on the terminal, below `partner_success`."""


def test_a_review_loads_only_what_takes_part_in_it() -> None:
    """The command that is run most often waits for nothing that it does not use."""
    example = Path(__file__).parents[2] / "examples" / "portfolio"
    program = (
        "import sys\n"
        "from partner_success.cli import main\n"
        f"sys.argv[1:] = ['review', {str(example)!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print()\n"
        "print(*(name for name in sys.modules if name.startswith('partner_success.')))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "partner_success.review.portfolio" in loaded
    never = {f"partner_success.{name}" for name in NEVER_IN_A_REVIEW}
    assert never <= set(MODULES)
    assert not loaded & never


def test_every_public_name_resolves() -> None:
    """What `__all__` promises is there, once."""
    assert len(set(ps.__all__)) == len(ps.__all__)
    for name in ps.__all__:
        assert getattr(ps, name) is not None, name


def test_dir_is_honest() -> None:
    """`dir()` lists the public names and nothing that cannot be had."""
    public = {name for name in dir(ps) if not name.startswith("_")}
    assert public == {name for name in ps.__all__ if not name.startswith("_")}
    for name in dir(ps):
        getattr(ps, name)


def test_unknown_name_is_an_attribute_error() -> None:
    """A lazy front door still refuses what it does not have."""
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = ps.no_such_name


def test_rooms_are_opened_when_they_are_first_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A package of the library needs no import of its own."""
    scoring = ps.scoring
    monkeypatch.delattr(ps, "scoring")
    assert ps.scoring is scoring


def test_version_is_that_of_the_installed_package() -> None:
    """The version stands in one place, the metadata of the package."""
    assert ps.__version__ == metadata.version("partner-success")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_promises(package: str) -> None:
    """Each package declares its public names, and each of them is there."""
    module = importlib.import_module(package)
    assert isinstance(module, ModuleType)
    assert module.__doc__, "a package says in one line what it is for"
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert not name.startswith("_")
        assert hasattr(module, name), f"{package}.{name}"


def test_names_are_looked_up_when_they_are_asked_for() -> None:
    """A name of the front door, and the version, come from where they live."""
    assert ps.__getattr__("Money") is ps.core.Money
    assert ps.__getattr__("__version__") == ps.__version__


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_are_told_what_is_loaded(package: str) -> None:
    """A package tells both the same; ``python -m tools.exports`` writes it."""
    module = importlib.import_module(package)
    homes: dict[str, str] | None = vars(module).get("__homes__")
    if homes is None:
        return
    told = {
        name.name: node.module
        for block in ast.parse(inspect.getsource(module)).body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert told == homes
    assert sorted(homes) == sorted(module.__all__)
