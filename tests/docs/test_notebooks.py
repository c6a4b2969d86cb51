"""The notebooks run, hold what they say, are kept without output, are on the site."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from tools import notebooks

PATHS = notebooks.paths()
MISSING = [name for name in notebooks.NEEDED if importlib.util.find_spec(name) is None]
each_notebook = pytest.mark.parametrize("path", PATHS, ids=[p.stem for p in PATHS])


def test_there_are_four() -> None:
    """Each tells one story."""
    assert [path.stem for path in PATHS] == [
        "are-our-slas-met",
        "try-new-weights",
        "when-will-they-launch",
        "who-needs-somebody",
    ]


@each_notebook
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    """Nothing of a run stands in git, and every cell has an id that stays."""
    assert notebooks.faults(path) == []


@each_notebook
def test_a_notebook_is_written_for_readers(path: Path) -> None:
    """It begins with its question, holds its text to the facts, and ends in words."""
    cells = notebooks.read(path)["cells"]
    first, last = "".join(cells[0]["source"]), "".join(cells[-1]["source"])
    assert first.startswith("# ")
    assert last.startswith("## ")
    checks = [c for c in cells if notebooks.CHECK in c["metadata"].get("tags", ())]
    assert any("assert " in line for cell in checks for line in cell["source"])


@each_notebook
def test_a_notebook_is_in_the_navigation(path: Path) -> None:
    """The site has its page, and readers find it."""
    text = (notebooks.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "hooks: [tools/notebooks.py," in text
    # The tags for icons are unknown to a plain reader, and stand before the navigation.
    (chosen,) = [
        entry["Notebooks"]
        for entry in yaml.safe_load(text[text.index("\nnav:") :])["nav"]
        if "Notebooks" in entry
    ]
    pages = [page for entry in chosen for page in entry.values()]
    assert f"notebooks/{path.stem}.md" in pages


@pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}")
@each_notebook
def test_a_notebook_runs_and_holds_what_it_says(path: Path) -> None:
    """No cell fails or warns, and every picture says in words what it shows."""
    done = notebooks.run(path)
    pictures = 0
    for cell in done["cells"]:
        for output in cell.get("outputs", ()):
            assert output.get("name") != "stderr", f"{cell['id']}: {output}"
            if set(output.get("data", ())) & set(notebooks.PICTURES):
                pictures += 1
                assert len(cell["metadata"].get("alt", "")) > 20, cell["id"]
    text, files = notebooks.page(done, path.stem)
    assert len(files) == pictures >= 2
    assert all(f"]({name})" in text for name in files)
    assert "assert " not in text


def test_output_is_found_and_taken_away(tmp_path: Path) -> None:
    """A notebook that was run and saved is refused until it is stripped."""
    book = notebooks.read(PATHS[0])
    clean = notebooks.written(book)
    cell = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    cell["execution_count"] = 3
    cell["metadata"]["execution"] = {"iopub.execute_input": "2026-11-02"}
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}]
    path = tmp_path / "run.ipynb"
    path.write_text(notebooks.written(book), encoding="utf-8")
    (fault,) = notebooks.faults(path)
    assert "has output" in fault
    assert notebooks.written(notebooks.stripped(book)) == clean


def test_cells_need_ids_of_their_own(tmp_path: Path) -> None:
    """Ids that an editor drew, the same id twice, and an old format are told."""
    book = notebooks.read(PATHS[0])
    book["nbformat_minor"] = 4
    for cell in book["cells"][:2]:
        cell["id"] = "8A_1"
    path = tmp_path / "odd.ipynb"
    path.write_text(notebooks.written(book), encoding="utf-8")
    told = "\n".join(notebooks.faults(path))
    assert "format 4.5" in told
    assert "'8A_1' is no word" in told
    assert "'8A_1' twice" in told


def test_a_page_shows_text_and_pictures() -> None:
    """Links lead from the page, checks are left out, pictures have their words."""
    code = {
        "cell_type": "code",
        "id": "plot",
        "metadata": {"alt": "One bar"},
        "source": ["draw()"],
        "outputs": [
            {"output_type": "stream", "name": "stdout", "text": "one ``` two\n"},
            {"output_type": "stream", "name": "stdout", "text": ["th", "ree\n"]},
            {"output_type": "display_data", "data": {"image/svg+xml": "<svg/>"}},
            {"output_type": "execute_result", "data": {"text/plain": "3"}},
        ],
    }
    hidden = {**code, "metadata": {"tags": ["check"]}, "source": ["assert done"]}
    words = {
        "cell_type": "markdown",
        "id": "words",
        "metadata": {},
        "source": ["See [this](../../docs/how-to/x.md)."],
    }
    text, pictures = notebooks.page({"cells": [words, code, hidden]}, "story")
    assert "[this](../how-to/x.md)" in text
    assert "draw()" in text
    assert '````text title="Output"\none ``` two\nthree\n````' in text
    assert "assert" not in text
    assert "![One bar](story-plot-1.svg)" in text
    assert pictures == {"story-plot-1.svg": b"<svg/>"}


def test_the_site_gets_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """While pages are written, notebooks stand there as kept, without a run."""
    config = MkDocsConfig(config_file_path=str(notebooks.ROOT / "mkdocs.yml"))
    hooks = ["tools/notebooks.py"]
    config.load_dict({"site_name": "Site", "plugins": [], "hooks": hooks})
    assert config.validate() == ([], [])
    monkeypatch.setenv("NOTEBOOKS", "as-kept")
    files = config.plugins.on_files(Files([]), config=config)
    found = {file.src_uri: file.content_string for file in files}
    assert sorted(found) == [f"notebooks/{path.stem}.md" for path in PATHS]
    assert all("import partner_success as ps" in text for text in found.values())
    assert not any("assert " in text for text in found.values())
