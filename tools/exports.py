"""Writes what each package exports: for type checkers, and for who loads it.

A package whose ``__init__.py`` holds nothing but imports and ``__all__`` loads its
names when they are asked for. To export one, add its import to those of the package and
run ``python -m tools.exports``, which brings the rest into order. With ``--check`` it
only tells what it would change.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
ROOT = SOURCE / "partner_success"
LAZY = "partner_success.core.lazy"
WIDTH = 88
MANY = 150


def packages() -> list[Path]:
    """Give the packages that only export what their modules define."""
    inner = sorted(ROOT.glob("*/**/__init__.py"))
    return [path for path in inner if _only_exports(_tree(path))]


def wanted(path: Path) -> str:
    """Give the text that a package should have."""
    text = path.read_text(encoding="utf-8")
    tree = _tree(path)
    imports = _imports(tree)
    package = ".".join(path.parent.relative_to(SOURCE).parts)
    lines = [f'"""{ast.get_docstring(tree, clean=False)}"""', ""]
    lines += ["from __future__ import annotations", ""]
    rest = _rest(text, tree)
    if "Any" in rest:
        lines += ["from typing import TYPE_CHECKING, Any", ""]
    else:
        lines += ["from typing import TYPE_CHECKING", ""]
    names = "Room, export" if "Room" in rest else "export"
    lines += [f"from {LAZY} import {names}", "", "if TYPE_CHECKING:"]
    for home, exported in imports.items():
        lines += [f"    from {home} import {', '.join(sorted(exported))}"]
    public = sorted(name for exported in imports.values() for name in exported)
    lines += ["", f"__all__ = {public!r}", ""]
    lines += [rest, ""] if rest else []
    lines += ["export(", "    __name__,", '    """']
    homes, hanging = list(_homes(package, imports)), 2
    if len(public) > MANY:
        # A line for each module would make the file too long to be read.
        homes, hanging = [" ".join(homes)], 0
    lines += [each for home in homes for each in _wrapped(home, hanging)]
    lines += ['    """,', *(["    room=_Room,"] if "_Room" in rest else []), ")"]
    return _formatted("\n".join(lines) + "\n")


def _wrapped(words: str, hanging: int) -> list[str]:
    first, others = " " * 4, " " * (4 + hanging)
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=others)


def _homes(package: str, imports: dict[str, list[str]]) -> Iterator[str]:
    """Give the words that `partner_success.core.lazy.export` reads."""
    for home, exported in imports.items():
        names = " ".join(sorted(exported))
        own = home == package
        yield names if own else f"{home.removeprefix(package + '.')}: {names}"


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _only_exports(tree: ast.Module) -> bool:
    """Tell whether a package defines nothing of its own, except what it can do."""
    return bool(_imports(tree)) and all(
        isinstance(node, (ast.Import, ast.ImportFrom, ast.If, ast.Expr))
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        or (isinstance(node, ast.ClassDef) and node.name == "_Room")
        for node in tree.body
    )


def _imports(tree: ast.Module) -> dict[str, list[str]]:
    """Give what is exported by the module that it comes from."""
    inner = [
        each for node in tree.body if isinstance(node, ast.If) for each in node.body
    ]
    found: dict[str, list[str]] = {}
    for node in [*tree.body, *inner]:
        if isinstance(node, ast.ImportFrom) and node.module != LAZY:
            home = node.module or ""
            if home.startswith("partner_success."):
                found.setdefault(home, []).extend(each.name for each in node.names)
    return {home: sorted(set(found[home])) for home in sorted(found)}


def _rest(text: str, tree: ast.Module) -> str:
    parts = [
        ast.get_source_segment(text, node)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    return "\n\n".join(part for part in parts if part)


def _formatted(text: str) -> str:
    for command in (["check", "--fix-only", "--select", "I,RUF022"], ["format"]):
        words = [sys.executable, "-m", "ruff", *command, "--quiet", "--stdin-filename"]
        text = subprocess.run(
            [*words, str(ROOT / "__init__.py"), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return text


def main() -> int:
    """Write every package, or tell which would change."""
    changed = [
        path for path in packages() if path.read_text(encoding="utf-8") != wanted(path)
    ]
    for path in changed:
        print(path.relative_to(SOURCE))
        if "--check" not in sys.argv:
            path.write_text(wanted(path), encoding="utf-8")
    return int(bool(changed) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
