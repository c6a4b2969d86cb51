"""The contract that gives each third-party package its door."""

from __future__ import annotations

import pytest
from grimp import ImportGraph
from importlinter.domain.contract import Contract

from tools.import_doors import DoorsContract


def contract(*doors: str) -> Contract:
    """Make the contract for a package called ``house``."""
    return DoorsContract(
        name="doors",
        session_options={"root_packages": ["house"]},
        contract_options={"everywhere": ["attrs"], "doors": list(doors)},
    )


def graph(*imports: tuple[str, str]) -> ImportGraph:
    """Make the graph of a house with these imports."""
    house = ImportGraph()
    for module in ("house", "house.core", "house.interop", "house.interop.files"):
        house.add_module(module)
    for importer, imported in imports:
        if not imported.startswith("house"):
            house.add_module(imported, is_squashed=True)
        house.add_import(importer=importer, imported=imported)
    return house


def test_the_door_and_what_is_free_may_be_imported() -> None:
    """A room imports through its door; the standard library and attrs are free."""
    house = graph(
        ("house.interop.files", "yaml"),
        ("house.core", "attrs"),
        ("house.core", "json"),
        ("house.interop", "house.core"),
    )
    assert contract("yaml -> interop, gates").check(house, verbose=False).kept


@pytest.mark.parametrize(
    ("importer", "imported", "says"),
    [
        ("house.core", "yaml", "house.core imports yaml; its door is interop"),
        ("house", "yaml", "house imports yaml; its door is interop"),
        ("house.core", "numpy", "house.core imports numpy, which has no door"),
        ("house.core", "house", "house.core imports the front door, house"),
    ],
)
def test_another_way_in_breaks_it(
    capsys: pytest.CaptureFixture[str], importer: str, imported: str, says: str
) -> None:
    """The fault names the module and the door."""
    doors = contract("yaml -> interop")
    check = doors.check(graph((importer, imported)), verbose=False)
    assert not check.kept
    doors.render_broken_contract(check)
    assert says in capsys.readouterr().out


def test_a_door_is_written_with_an_arrow() -> None:
    """A line that gives no room is refused."""
    with pytest.raises(ValueError, match="a door reads"):
        contract("yaml").check(graph(), verbose=False)
