"""The reader of the pages notices what is wrong with a page."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.pages import PageError, differs, read_blocks
from tests.docs.reader import run_page

Run = Callable[[str], None]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a page given as text."""
    return lambda text: run_page("page.md", textwrap.dedent(text), tmp_path)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand a small program in for the console script."""

    def main() -> int:
        print(" ".join(sys.argv))
        if "warn" in sys.argv:
            print("careful", file=sys.stderr)
        if "stop" in sys.argv:
            sys.exit("stopped")
        return 2 if "fail" in sys.argv else 0

    module = ModuleType("partner_success.cli")
    module.main = main  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "partner_success.cli", module)
    monkeypatch.setattr("partner_success.cli", module, raising=False)


def test_a_true_page_passes(run: Run) -> None:
    """Names, files and the folder are shared from block to block."""
    run(
        """
        ```toml title="a/one.toml"
        x = 1
        ```

        1. In a list:

            ```python
            import tomllib
            from pathlib import Path

            print(tomllib.loads(Path("a/one.toml").read_text()))
            ```

            ```text title="Output"
            {'x': 1}
            ```

        ```python
        >>> sorted(tomllib.loads("y = 2"))
        ['y']
        >>> z = 3
        ```

        ```python
        assert z == 3
        ```

        ```console
        $ cat a/one.toml
        x = 1
        $ head -n 1 a/one.toml
        x = 1
        ```

        ```text
        a picture of anything
        ```
        """
    )


@pytest.mark.parametrize(
    ("page", "line", "says"),
    [
        ("```python\nprint(1)\n```\n```text title='x'\n```", 2, "it prints"),
        ('```python\nprint(1)\n```\n```text title="Output"\n2\n```', 5, "shows\n2"),
        (
            '```python\nprint(1)\n```\n```toml\n```\n```text title="Output"\n1\n```',
            2,
            "",
        ),
        ('```text title="Output"\n1\n```', 2, "no Python block"),
        ("text\n\n```python\nx = 1\n1 / 0\n```", 4, "ZeroDivisionError"),
        ("```python\n>>> 1 + 1\n3\n```", 2, "Got:\n    2"),
        ("```python\nx = 1", 1, "never closed"),
        ("```ruby\n```", 1, "'ruby' is none of"),
        ("```\n```", 1, "'' is none of"),
        ("```toml\nx =\n```", 2, "no valid toml"),
        ("```json\n{\n```", 2, "no valid json"),
        ("```yaml\na: b: c\n```", 2, "no valid yaml"),
        ("```csv\na,b\n1\n```", 2, "columns"),
        ('```json title="../x.json"\n{}\n```', 2, "outside"),
        ("```console\n```", 2, "starts with '$ '"),
        ("```console\nout\n$ cat x\n```", 2, "starts with '$ '"),
        ("```console\n$ rm x\n```", 2, "not 'rm'"),
        ("```console\n$ cat nothing.txt\n...\n```", 2, "ends with 1"),
        ("```console\n# not run: slow\n$ partner-success score x\n```", 3, "be run"),
        ("```console\n# not run: x\n$ pip install x && cat y\n```", 3, "'cat y'"),
        ("```console\n# not run: x\npython3 -m http.server\n```", 3, "be run"),
    ],
)
def test_a_false_page_fails(run: Run, page: str, line: int, says: str) -> None:
    """The error names the page, the line and what is wrong."""
    with pytest.raises(PageError) as caught:
        run(page)
    assert str(caught.value).startswith(f"page.md:{line}: ")
    assert says in str(caught.value)


def test_what_installs_is_not_run(run: Run) -> None:
    """Commands that fetch things are shown and left alone."""
    run(
        """
        ```console
        # not run: it installs
        $ git clone somewhere && python3 -m venv .venv

        $ .venv/bin/pip install nox && .venv/bin/nox -s demo
        # a remark
        ```
        """
    )


@pytest.mark.usefixtures("script")
def test_the_console_script_is_run(run: Run) -> None:
    """Both streams and the exit code are those of the program."""
    run(
        """
        ```console
        $ partner-success score "a b" warn
        partner-success score a b warn
        careful
        $ partner-success fail
        partner-success fail
        $ echo $?
        2
        $ partner-success stop
        ...
        $ echo $?
        1
        ```
        """
    )


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("$ partner-success score\npartner-success rate", "the page shows"),
        ("$ partner-success fail\n...", "ends with 2"),
        ("$ partner-success fail\n...\n$ echo $?\n0", "but\n2"),
    ],
)
def test_a_false_console_block_fails(run: Run, block: str, says: str) -> None:
    """Other output, or an exit code that the page hides, is an error."""
    with pytest.raises(PageError) as caught:
        run(f"```console\n{block}\n```")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("expected", "found", "answer"),
    [
        ("", "", False),
        ("a", "a\n\n", False),
        ("a", "", True),
        ("...", "", False),
        ("...", "a\nb", False),
        ("a\n...", "a\nb", False),
        ("a\n...", "b\na", True),
        ("...\nb", "a\nb", False),
        ("...\nb", "b\na", True),
        ("a\n...\nb", "a\nb", False),
        ("a\n...\na", "a", True),
        ("a\n...\nb\n...\nc", "a\nx\nb\ny\nc", False),
        ("a\n...\nb\n...\nc", "a\nx\ny\nc", True),
        ("a...", "abc", True),
    ],
)
def test_only_dots_are_loose(*, expected: str, found: str, answer: bool) -> None:
    """Three dots on their own line stand for lines; within a line they are dots."""
    assert differs(expected, found) is answer


def test_examples_are_a_copy(run: Run, tmp_path: Path) -> None:
    """A page that reads the examples gets its own, so that it cannot spoil them."""
    run("It reads examples/ and runs nothing.")
    assert not (tmp_path / "examples").is_symlink()


def test_longer_fences_hold_shorter_ones() -> None:
    """A page can show what a fenced block looks like."""
    text = "````text\n```python\n1 / 0\n```\n````\n"
    assert [block.content for block in read_blocks("page.md", text)] == [
        "```python\n1 / 0\n```\n"
    ]
