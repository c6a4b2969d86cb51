"""An import contract: each third-party package has the rooms that may import it.

`import-linter` loads it as the contract type ``doors``. A package from outside that no
door names breaks it too, so that a new dependency is a decision and not an accident;
so does a room that imports the front door, because that one knows every room.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Third-party packages are imported through their doors only.

    Attributes:
        everywhere: Packages that any module may import.
        doors: Lines such as ``"yaml -> interop"``: the package, and the rooms (children
            of the root package, parted by commas) that may import it.
    """

    type_name = "doors"

    everywhere = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001
        """Look at every import once."""
        root = self.session_options["root_packages"][0]
        faults = sorted(set(self._faults(graph, root)))
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each forbidden import on its line."""
        for fault in check.metadata["faults"]:
            output.print_error(fault)

    def _faults(self, graph: ImportGraph, root: str) -> Iterator[str]:
        doors = dict(_read_door(line) for line in self.doors)
        free = {*sys.stdlib_module_names, *self.everywhere}
        for importer in sorted(graph.modules):
            if importer.split(".")[0] != root:
                continue
            room = importer.removeprefix(root).lstrip(".").split(".")[0]
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                package = imported.split(".")[0]
                if imported == root:
                    yield f"{importer} imports the front door, {root}"
                elif (
                    package == root or package in free or room in doors.get(package, ())
                ):
                    continue
                elif package in doors:
                    rooms = ", ".join(doors[package])
                    yield f"{importer} imports {package}; its door is {rooms}"
                else:
                    yield f"{importer} imports {package}, which has no door"


def _read_door(line: str) -> tuple[str, tuple[str, ...]]:
    package, arrow, rooms = line.partition("->")
    if not arrow:
        raise ValueError(f"a door reads 'package -> room, room', not {line!r}")
    return package.strip(), tuple(room.strip() for room in rooms.split(","))
