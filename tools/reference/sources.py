"""The source of the library as trees: functions, what they call, what names mean."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

Scope = ast.FunctionDef | ast.AsyncFunctionDef
Binding = tuple[ast.expr, tuple[int, ...]]
"""A value, and the way into it: places in rows, with -1 for each of many."""

EACH = -1


@attrs.frozen(eq=False, kw_only=True)
class Function:
    """One function or method.

    Attributes:
        path: Its dotted path.
        module: The dotted name of its module.
        node: Its tree.
        owner: The dotted path of the class it is a method of, or nothing.
        bound: Whether it is called on an object, so that its first parameter is given.
        outer: The function that it stands in, if any.
    """

    path: str
    module: str
    node: Scope
    owner: str
    bound: bool
    outer: Function | None

    @property
    def name(self) -> str:
        """The name alone."""
        return self.node.name

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter by name, those with a place first."""
        given = self.node.args
        return tuple(
            each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)
        )

    def place_of(self, parameter: str) -> int | None:
        """Give the place of a parameter in a call, if it may be given by place."""
        given = [
            each.arg for each in (*self.node.args.posonlyargs, *self.node.args.args)
        ]
        if parameter not in given:
            return None
        return given.index(parameter) - (1 if self.bound else 0)

    def default_of(self, parameter: str) -> ast.expr | None:
        """Give what a parameter is when a call leaves it out."""
        given = self.node.args
        by_place = [*given.posonlyargs, *given.args]
        late = by_place[len(by_place) - len(given.defaults) :]
        known = dict(zip((each.arg for each in late), given.defaults, strict=True))
        for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
            if default is not None:
                known[each.arg] = default
        return known.get(parameter)

    @cached_property
    def yields(self) -> list[ast.expr]:
        """What it gives one after the other."""
        return [
            each.value
            for each in self._own()
            if isinstance(each, ast.Yield) and each.value is not None
        ]

    @cached_property
    def returns(self) -> list[ast.expr]:
        """What it gives back."""
        return [
            each.value
            for each in self._own()
            if isinstance(each, ast.Return) and each.value is not None
        ]

    def bindings(self, name: str) -> list[Binding]:
        """Give everything that a name of this function is bound to."""
        return self._bindings.get(name, [])

    @cached_property
    def _bindings(self) -> dict[str, list[Binding]]:
        found: dict[str, list[Binding]] = {}
        for node in self._own():
            for target, value, way in _bound(node):
                for name, place in _names(target):
                    found.setdefault(name, []).append((value, (*way, *place)))
        return found

    def _own(self) -> Iterator[ast.AST]:
        """Give the nodes of this function but not those of functions inside it."""
        waiting: list[ast.AST] = list(self.node.body)
        while waiting:
            node = waiting.pop()
            yield node
            if not isinstance(node, Scope | ast.ClassDef | ast.Lambda):
                waiting.extend(ast.iter_child_nodes(node))


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr, tuple[int, ...]]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield target, node.value, ()
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, node.value, ()
    elif isinstance(node, ast.For | ast.comprehension):
        yield node.target, node.iter, (EACH,)


def _names(target: ast.expr) -> Iterator[tuple[str, tuple[int, ...]]]:
    if isinstance(target, ast.Name):
        yield target.id, ()
    elif isinstance(target, ast.Tuple | ast.List):
        for place, each in enumerate(target.elts):
            for name, deeper in _names(each):
                yield name, (place, *deeper)


class Module:
    """One module: its calls, functions, imports and constants."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.functions: dict[str, Function] = {}
        self.classes: dict[str, tuple[str, ...]] = {}
        self.imports: dict[str, str] = {}
        self.constants: dict[str, ast.expr] = {}
        self.by_name: list[ast.Call] = []
        self.by_attribute: dict[str, list[ast.Call]] = {}
        self._around: dict[ast.Call, Function | None] = {}
        for node in tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    for each, place in _names(target):
                        if not place:
                            self.constants[each] = node.value
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                for each, _ in _names(node.target):
                    self.constants[each] = node.value
        self._walk(tree, name, None, owner="")

    def around(self, call: ast.Call) -> Function | None:
        """Give the function in which a call stands."""
        return self._around[call]

    def _walk(
        self, node: ast.AST, path: str, function: Function | None, *, owner: str
    ) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ImportFrom):
                for each in child.names:
                    local = each.asname or each.name
                    self.imports[local] = f"{child.module}.{each.name}"
            if isinstance(child, Scope):
                loose = any(
                    isinstance(each, ast.Name) and each.id == "staticmethod"
                    for each in child.decorator_list
                )
                inner = Function(
                    path=f"{path}.{child.name}",
                    module=self.name,
                    node=child,
                    owner=owner,
                    bound=bool(owner) and not loose,
                    outer=function,
                )
                self.functions[inner.path] = inner
                self._walk(child, inner.path, inner, owner="")
            elif isinstance(child, ast.ClassDef):
                inside = f"{path}.{child.name}"
                # A base can have its parameters in brackets behind it.
                self.classes[inside] = tuple(
                    ast.unparse(each).partition("[")[0] for each in child.bases
                )
                self._walk(child, inside, function, owner=inside)
            else:
                if isinstance(child, ast.Call):
                    self._around[child] = function
                    if isinstance(child.func, ast.Name):
                        self.by_name.append(child)
                    elif isinstance(child.func, ast.Attribute):
                        found = self.by_attribute.setdefault(child.func.attr, [])
                        found.append(child)
                self._walk(child, path, function, owner=owner)


class Sources:
    """Every module of a source tree by its dotted name, read when it is asked for.

    To read them all takes seconds, and most have nothing to do with what is looked for.
    """

    def __init__(self, source: Path) -> None:
        self._texts: dict[str, str] = {}
        self._modules: dict[str, Module] = {}
        for path in sorted(source.rglob("*.py")):
            parts = path.relative_to(source).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self._texts[name] = path.read_text(encoding="utf-8")

    def module(self, name: str) -> Module | None:
        """Give a module, if there is one of that name."""
        if name not in self._modules and name in self._texts:
            self._modules[name] = Module(name, ast.parse(self._texts[name]))
        return self._modules.get(name)

    def saying(self, word: str) -> Iterator[Module]:
        """Give every module in which a word stands."""
        for name, text in self._texts.items():
            if word in text:
                module = self.module(name)
                assert module is not None
                yield module

    def function(self, path: str) -> Function | None:
        """Give a function by its dotted path, if there is one."""
        package = path
        while package := package.rpartition(".")[0]:
            if module := self.module(package):
                return module.functions.get(path)
        return None

    def resolve(self, module: Module, name: str, function: Function | None) -> str:
        """Give the dotted path of what a name means where it is used."""
        around = function
        while around is not None:
            if (path := f"{around.path}.{name}") in module.functions:
                return path
            around = around.outer
        return self.home(module.imports.get(name, f"{module.name}.{name}"))

    def home(self, path: str) -> str:
        """Give where something is defined that a package only passes on."""
        package, _, name = path.rpartition(".")
        module = self.module(package)
        if module is None or path in module.functions or path in module.classes:
            return path
        passed_on = module.imports.get(name, path)
        return path if passed_on == path else self.home(passed_on)

    def bases(self, path: str) -> list[str]:
        """Give a class and every class of the library that it inherits from."""
        module = self.module(path.rpartition(".")[0])
        if module is None or path not in module.classes:
            return [path]
        above = [self.resolve(module, name, None) for name in module.classes[path]]
        return [path, *(each for name in above for each in self.bases(name))]

    def knows(self, module: Module, path: str) -> bool:
        """Tell whether a module imports what stands at a path, or is of its package."""
        home = path.rpartition(".")[0]
        if home.rpartition(".")[0] == module.name.rpartition(".")[0]:
            return True
        name = path.rpartition(".")[2]
        given = [each for each in module.imports.values() if each.endswith(f".{name}")]
        return any(self.home(each) == path for each in given)

    def constant(self, module: Module, name: str) -> tuple[Module, ast.expr] | None:
        """Give the value of a constant of a module, or of one that it imports."""
        if name in module.constants:
            return module, module.constants[name]
        package, _, there = module.imports.get(name, "").rpartition(".")
        home = self.module(package)
        return None if home is None else self.constant(home, there)
