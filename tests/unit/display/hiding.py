"""A module made to look as if it were not installed."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder

import pytest


class _Hider(MetaPathFinder):
    """Finds that a package is not there."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(self, fullname: str, *_: object) -> None:
        """Fail as the import of a package does that is not installed."""
        if fullname.split(".", maxsplit=1)[0] == self.package:
            raise ModuleNotFoundError(f"no {self.package}", name=self.package)


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Let every import of a package fail as on a machine that lacks it."""
    for name in list(sys.modules):
        if name.split(".", maxsplit=1)[0] == package:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Hider(package), *sys.meta_path])
