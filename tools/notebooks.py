"""The notebooks of the examples: kept without output, run, and shown on the site.

``python -m tools.notebooks`` takes all output away; with ``--check`` it only says what
is not as it is kept. `mkdocs.yml` names this file as a hook: it runs each notebook and
makes a page of it, so that the site shows what really comes out.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "notebooks"
SECONDS = 120
CHECK = "check"
"""The tag of cells that hold the text to what comes out; the site leaves them out."""

NEEDED = ("ipykernel", "nbclient", "nbformat", "matplotlib", "polars")
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}
Book = dict[str, Any]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def paths() -> list[Path]:
    """Give the notebooks, by name."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Book:
    """Read a notebook as the plain data that it is."""
    book: Book = json.loads(path.read_text(encoding="utf-8"))
    return book


def written(book: Book) -> str:
    """Write a notebook as it is kept."""
    return json.dumps(book, indent=1, ensure_ascii=False) + "\n"


def stripped(book: Book) -> Book:
    """Give a notebook without what a run leaves behind."""
    cells = []
    for cell in book["cells"]:
        known = {"alt", "tags"}
        metadata = {k: v for k, v in cell["metadata"].items() if k in known}
        kept = {**cell, "metadata": metadata}
        if cell["cell_type"] == "code":
            kept |= {"execution_count": None, "outputs": []}
        cells.append(kept)
    return {**book, "cells": cells, "metadata": _BOOK_METADATA}


def faults(path: Path) -> list[str]:
    """Say what is not as a notebook is kept in git."""
    book = read(path)
    found = []
    if (book["nbformat"], book["nbformat_minor"]) != (4, 5):
        found.append(f"{path.name}: not of format 4.5, which gives cells their ids")
    ids = [str(cell.get("id", "")) for cell in book["cells"]]
    found += [
        f"{path.name}: {id_!r} is no word that a person would give a cell"
        for id_ in ids
        if not _ID.fullmatch(id_)
    ]
    found += [f"{path.name}: {id_!r} twice" for id_ in set(ids) if ids.count(id_) > 1]
    if path.read_text(encoding="utf-8") != written(stripped(book)):
        found.append(
            f"{path.name}: has output, or what a run or an editor left behind; take it"
            " away with: python -m tools.notebooks"
        )
    return found


def run(path: Path) -> Book:
    """Run every cell in a kernel of its own, in the folder of the notebook.

    Raises:
        CellExecutionError: A cell fails.
    """
    # Else the first plot on a machine warns that it builds its list of fonts.
    import matplotlib.font_manager  # noqa: F401
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, as_version=4)
    NotebookClient(
        book,
        timeout=SECONDS,
        kernel_name="python3",
        # Kernels warn that they talk to this process over the loopback.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    # Back to plain data, whose cells have one text each.
    done: Book = json.loads(json.dumps(book))
    return done


def page(book: Book, name: str) -> tuple[str, dict[str, bytes]]:
    """Make a page of a notebook, run or not, and its pictures by file name.

    Args:
        book: The notebook.
        name: What its pictures are called after.
    """
    parts: list[str] = []
    pictures: dict[str, bytes] = {}
    for cell in book["cells"]:
        source = "".join(cell["source"])
        if CHECK in cell["metadata"].get("tags", ()):
            continue
        if cell["cell_type"] == "markdown":
            # In the repository it links to pages from where it stands itself.
            parts.append(source.replace("](../../docs/", "](../"))
            continue
        parts.append(_fenced(source, 'python title="Code"'))
        for number, output in enumerate(_joined(cell["outputs"])):
            data = output.get("data", {})
            kind = next((each for each in PICTURES if each in data), None)
            if kind is None:
                parts.append(_text(output))
                continue
            file = f"{name}-{cell['id']}-{number}.{PICTURES[kind]}"
            held = "".join(data[kind])
            pictures[file] = (
                base64.b64decode(held) if kind == "image/png" else held.encode()
            )
            parts.append(f"![{cell['metadata'].get('alt', '')}]({file})")
    return "\n\n".join(parts) + "\n", pictures


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join what was printed in several pieces, as it comes from slower cells."""
    found: list[dict[str, Any]] = []
    for each in outputs:
        if "text" in each:
            text = "".join(each["text"])
            if found and found[-1].get("name") == each["name"]:
                found[-1]["text"] += text
                continue
            found.append({**each, "text": text})
        else:
            found.append(each)
    return found


def _text(output: dict[str, Any]) -> str:
    text = output.get("text") or output["data"]["text/plain"]
    return _fenced("".join(text).rstrip("\n"), 'text title="Output"')


def _fenced(text: str, info: str) -> str:
    return f"````{info}\n{text}\n````"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each notebook to the site that mkdocs builds."""
    from mkdocs.structure.files import File

    # While pages are written, each change would wait for all notebooks.
    runs = os.environ.get("NOTEBOOKS") != "as-kept"
    for path in paths():
        text, pictures = page(run(path) if runs else read(path), path.stem)
        made = {f"{path.stem}.md": text.encode(), **pictures}
        for file, content in made.items():
            uri = f"notebooks/{file}"
            files.append(File.generated(config, uri, content=content))
    return files


def main(arguments: list[str]) -> int:
    """Take output away, or with ``--check`` say where there is some."""
    if "--check" in arguments:
        found = [fault for path in paths() for fault in faults(path)]
        print("\n".join(found) or "every notebook is as it is kept")
        return 1 if found else 0
    for path in paths():
        text = written(stripped(read(path)))
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
