"""Packages that load what they export when it is first asked for."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import partner_success.gates as gates
from partner_success import core
from partner_success.core.lazy import Room, export

INIT = '''
"""A house."""
from partner_success.core.lazy import export
export(__name__, """
    cellar
    kitchen: Pot kitchen
    partner_success.core.money: Money
""")
'''
KITCHEN = "class Pot: ...\n\ndef kitchen(): return 'soup'\n"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a package of a room, a cellar, and something of another package."""
    folder = tmp_path / "a_house"
    folder.mkdir()
    (folder / "__init__.py").write_text(INIT)
    (folder / "kitchen.py").write_text(KITCHEN)
    (folder / "cellar.py").write_text("wine = 7\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("a_house")
    for name in [each for each in sys.modules if each.split(".")[0] == "a_house"]:
        del sys.modules[name]


def test_a_name_is_loaded_when_it_is_asked_for(house: Any) -> None:
    """Nothing is loaded before, and what was loaded is kept."""
    assert "a_house.kitchen" not in sys.modules
    pot = house.Pot
    assert pot is sys.modules["a_house.kitchen"].Pot
    assert vars(house)["Pot"] is pot


def test_a_name_of_another_package(house: Any) -> None:
    """What another package defines is given by the name of its module in full."""
    assert house.Money is core.Money


def test_a_module_can_be_exported(house: Any) -> None:
    """What stands before the first colon is a module of the package."""
    assert house.cellar.wine == 7
    assert vars(house)["cellar"] is sys.modules["a_house.cellar"]


def test_a_function_with_the_name_of_its_module(house: Any) -> None:
    """It is the function, whoever loaded the module first."""
    importlib.import_module("a_house.kitchen")
    assert house.kitchen() == "soup"
    importlib.import_module("partner_success.gates.forecast")
    assert not isinstance(gates.forecast, ModuleType)


def test_what_is_not_exported_is_an_attribute_error(house: Any) -> None:
    """The message is that of any module."""
    with pytest.raises(AttributeError, match="'a_house' has no attribute 'attic'"):
        _ = house.attic


def test_everything_exported_is_listed(house: Any) -> None:
    """`dir` lists what is not loaded yet."""
    assert {"Pot", "kitchen", "cellar", "Money", "__name__"} <= set(dir(house))


def test_a_name_can_be_replaced(house: Any) -> None:
    """Other names are set as in any module, and so is an exported one."""
    house.Pot = "a pan"
    house.attic = "dust"
    assert (house.Pot, house.attic) == ("a pan", "dust")


def test_a_room_can_do_more(house: Any) -> None:
    """A package that can be called is a class of rooms of its own."""

    class Callable(Room):
        def __call__(self) -> str:
            made: str = self.kitchen()
            return made

    export("a_house", "kitchen: kitchen", room=Callable)
    assert house() == "soup"
