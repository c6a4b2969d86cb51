"""Packages that load what they export when it is first asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

__all__ = ["Room", "export"]

_ROOT: Final = "partner_success."


class Room(ModuleType):
    """A package whose public names are loaded one by one."""

    __homes__: dict[str, str]

    def __getattr__(self, name: str) -> Any:
        """Load a name from the module that defines it, and keep it."""
        home = self.__dict__["__homes__"].get(name)
        if home is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if home == self.__name__:
            return import_module(f"{home}.{name}")
        value = getattr(import_module(home), name)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Set a name, but let no module take the name of what is exported.

        Python puts each module that it loads into its package. Where a function has the
        name of its module, as `forecast` in ``gates.forecast``, the function is meant.
        """
        home = self.__homes__.get(name, self.__name__)
        if home == self.__name__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """List what is exported as well, loaded or not."""
        return sorted({*super().__dir__(), *self.__homes__})


def export(package: str, homes: str, *, room: type[Room] = Room) -> None:
    """Let a package load each name that it exports when it is first asked for.

    Type checkers read the same imports below ``if TYPE_CHECKING``, and a test holds the
    two against each other.

    Args:
        package: The package that calls this, by its ``__name__``.
        homes: Modules below the package, each with a colon, and after it the names that
            it defines: ``"money: ExchangeRate Money quantities: rounded"``. Modules of
            another package stand there in full, and what stands before the first of
            them is a module itself.
        room: What the package can do besides.

    Examples:
        >>> import partner_success.core
        >>> partner_success.core.Money
        <class 'partner_success.core.money.Money'>
    """
    found: dict[str, str] = {}
    home = package
    for word in homes.split():
        if word.endswith(":"):
            own = not word.startswith(_ROOT)
            home = f"{package}.{word[:-1]}" if own else word[:-1]
        else:
            found[word] = home
    module = sys.modules[package]
    module.__dict__["__homes__"] = found
    module.__class__ = room
