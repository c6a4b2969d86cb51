"""Which codes the problems of the library can have, read from its source.

A code mostly goes through helpers before it stands in a `Problem`. So what is looked
for are *carriers*: the class itself, then every function that hands one of its
parameters on to a carrier as the code. What cannot be followed is told.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from tools.reference.sources import Function, Module, Sources

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PARAMETER: Final = "code"
HOMES: Final = (
    "partner_success.errors.Problem",
    # What is wrong with an answer, before it is known where it stands.
    "partner_success.questionnaires.messages.Fault",
)
"""The classes whose codes are looked for."""


@attrs.frozen(order=True)
class Place:
    """Where a code is given.

    Attributes:
        code: The code; where a part is made at run time, that part stands in braces.
        module: The dotted name of the module.
        line: The line of the call.
    """

    code: str
    module: str
    line: int


@attrs.frozen(order=True)
class Unclear:
    """A code that could not be followed to what it says."""

    module: str
    written: str


@attrs.frozen
class Found:
    """What was found in the source.

    Attributes:
        places: Every code with every place that gives it.
        unclear: Places whose code could not be read.
    """

    places: tuple[Place, ...]
    unclear: tuple[Unclear, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code once, by the alphabet."""
        return tuple(sorted({each.code for each in self.places}))


def find_codes(source: Path = SOURCE) -> Found:
    """Read every module below a folder and follow the codes of its problems."""
    return _Search(Sources(source)).run()


class _Search:
    """Goes from carrier to the calls of it, and to the carriers that those make."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.carriers: list[tuple[str, str]] = [(home, PARAMETER) for home in HOMES]
        self.places: set[Place] = set()
        self.unclear: set[Unclear] = set()
        self._meant: dict[ast.Call, str] = {}

    def run(self) -> Found:
        """Look at the calls of each carrier; the list grows on the way."""
        for path, parameter in self.carriers:
            function = self.sources.function(path)
            name = path.rpartition(".")[2]
            if name == "__init__" and function is not None:
                name = function.owner.rpartition(".")[2]
            for module in self.sources.saying(name):
                for call in self._calls(module, path, function):
                    given, way = _argument(function, parameter, call)
                    if given is not None:
                        self._follow(module, call, given, way)
        self._changed()
        return Found(tuple(sorted(self.places)), tuple(sorted(self.unclear)))

    def _calls(
        self, module: Module, path: str, function: Function | None
    ) -> Iterator[ast.Call]:
        if function is None or not function.owner:
            yield from self._named_calls(module, path)
        elif function.name == "__init__":
            yield from self._named_calls(module, function.owner)
        else:
            yield from self._methods(module, function)

    def _changed(self) -> None:
        """Look at problems that are copied with another code."""
        for module in self.sources.saying("evolve"):
            for call in module.by_attribute.get("evolve", ()):
                for keyword in call.keywords:
                    if keyword.arg == PARAMETER:
                        self._follow(module, call, keyword.value, ())

    def _named_calls(self, module: Module, path: str) -> Iterator[ast.Call]:
        """Give the calls of a function or class, by whatever name it has there."""
        for call in module.by_name:
            assert isinstance(call.func, ast.Name)
            if call not in self._meant:
                name, around = call.func.id, module.around(call)
                self._meant[call] = self.sources.resolve(module, name, around)
            if self._meant[call] == path:
                yield call

    def _methods(self, module: Module, method: Function) -> Iterator[ast.Call]:
        """Give the calls that can mean a method: of an object of its class."""
        for call in module.by_attribute.get(method.name, ()):
            assert isinstance(call.func, ast.Attribute)
            around = module.around(call)
            while around is not None and not around.owner:
                around = around.outer
            if ast.unparse(call.func.value) == "self" and around is not None:
                if self._inherited(around.owner, method.name) == method.path:
                    yield call
            elif self.sources.knows(module, method.owner):
                yield call

    def _inherited(self, owner: str, name: str) -> str | None:
        """Give the method that objects of a class have under a name."""
        paths = [f"{each}.{name}" for each in self.sources.bases(owner)]
        return next((each for each in paths if self.sources.function(each)), None)

    def _follow(
        self, module: Module, call: ast.Call, given: ast.expr, way: tuple[int, ...]
    ) -> None:
        function = module.around(call)
        for home, inside, each in self._parts(module, function, [given], way):
            for value in self.values(home, inside, each, frozenset()):
                if isinstance(value, str):
                    self.places.add(Place(value, module.name, call.lineno))
                else:
                    written = ast.unparse(value)
                    self.unclear.add(Unclear(module.name, written))

    def values(
        self,
        module: Module,
        function: Function | None,
        given: ast.expr,
        seen: frozenset[int],
    ) -> Iterator[str | ast.expr]:
        """Give every text that an expression can be, or itself where that is unclear.

        A parameter gives nothing; it makes its function a carrier.
        """
        if id(given) in seen:
            return
        deeper = seen | {id(given)}
        if isinstance(given, ast.Constant):
            # A lack of a code is no code.
            yield from [given.value] if isinstance(given.value, str) else []
        elif isinstance(given, ast.JoinedStr):
            yield "".join(_piece(part) for part in given.values)
        elif isinstance(given, ast.IfExp | ast.BoolOp):
            parts = (
                given.values
                if isinstance(given, ast.BoolOp)
                else [given.body, given.orelse]
            )
            for part in parts:
                yield from self.values(module, function, part, deeper)
        elif isinstance(given, ast.Name):
            yield from self._named(module, function, given, deeper)
        elif not (isinstance(given, ast.Attribute) and given.attr == PARAMETER):
            # The code of another problem is found where that is made.
            yield given

    def _named(
        self,
        module: Module,
        function: Function | None,
        given: ast.Name,
        seen: frozenset[int],
    ) -> Iterator[str | ast.expr]:
        around = function
        while around is not None:
            if given.id in around.parameters:
                carrier = (around.path, given.id)
                if carrier not in self.carriers:
                    self.carriers.append(carrier)
                return
            if bound := around.bindings(given.id):
                for value, place in bound:
                    yield from self._bound(module, around, value, place, seen)
                return
            around = around.outer
        home = self.sources.constant(module, given.id)
        if home is None:
            yield given
            return
        yield from self.values(home[0], None, home[1], seen)

    def _bound(
        self,
        module: Module,
        function: Function,
        value: ast.expr,
        place: tuple[int, ...],
        seen: frozenset[int],
    ) -> Iterator[str | ast.expr]:
        """Follow what a name of a function is bound to, a row's part or the whole."""
        for home, inside, each in self._parts(module, function, [value], place):
            yield from self.values(home, inside, each, seen)

    def _parts(
        self,
        module: Module,
        function: Function | None,
        values: Iterable[ast.expr],
        place: tuple[int, ...],
    ) -> Iterator[tuple[Module, Function | None, ast.expr]]:
        for value in values:
            if not place:
                yield module, function, value
            elif isinstance(value, ast.IfExp):
                either = (value.body, value.orelse)
                yield from self._parts(module, function, either, place)
            elif isinstance(value, ast.Tuple | ast.List):
                chosen = value.elts if place[0] < 0 else [value.elts[place[0]]]
                yield from self._parts(module, function, chosen, place[1:])
            elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                yield from self._returned(module, function, value, place)
            elif isinstance(value, ast.Name):
                yield from self._known(module, function, value, place)
            elif isinstance(value, ast.Constant):
                # Where there may be nothing, there is no row to look into.
                continue
            else:
                yield module, function, value

    def _known(
        self,
        module: Module,
        function: Function | None,
        name: ast.Name,
        place: tuple[int, ...],
    ) -> Iterator[tuple[Module, Function | None, ast.expr]]:
        """Look into what a name stands for, in a function or in a module."""
        bound = [] if function is None else function.bindings(name.id)
        for value, way in bound:
            yield from self._parts(module, function, [value], (*way, *place))
        home = None if bound else self.sources.constant(module, name.id)
        if home is not None:
            yield from self._parts(home[0], None, [home[1]], place)
        elif not bound:
            yield module, function, name

    def _returned(
        self,
        module: Module,
        function: Function | None,
        call: ast.Call,
        place: tuple[int, ...],
    ) -> Iterator[tuple[Module, Function | None, ast.expr]]:
        """Look into what a function gives, one after the other or as one row."""
        assert isinstance(call.func, ast.Name)
        path = self.sources.resolve(module, call.func.id, function)
        called = self.sources.function(path)
        if called is None:
            yield module, function, call
            return
        home = self.sources.module(called.module)
        assert home is not None
        many = place[0] < 0 and called.yields
        given = called.yields if many else called.returns
        yield from self._parts(home, called, given, place[1:] if many else place)


def _argument(
    function: Function | None, parameter: str, call: ast.Call
) -> tuple[ast.expr | None, tuple[int, ...]]:
    """Give what a call hands over for a parameter, and the way into it if it is a row.

    Nothing where the call leaves the parameter out.
    """
    for keyword in call.keywords:
        if keyword.arg == parameter:
            return keyword.value, ()
    place = 0 if function is None else function.place_of(parameter)
    if place is None:
        return None, ()
    for position, given in enumerate(call.args[: place + 1]):
        if isinstance(given, ast.Starred):
            return given.value, (place - position,)
    if place < len(call.args):
        return call.args[place], ()
    return (None if function is None else function.default_of(parameter)), ()


def _piece(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return "{" + ast.unparse(part.value) + "}"
