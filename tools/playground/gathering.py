"""Fetches, builds and lays out what the playground loads."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEPT = ROOT / "build" / "playground"

NODE_PACKAGE = ("package.json", "package-lock.json")
PAGE, HOLIDAYS, SUITE = "page.txt", "holidays.txt", "suite.txt"
RUNTIME = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
"""What of the npm package is served; its pages would load from elsewhere."""

SITE_PACKAGES = "/lib/python{}.{}/site-packages"
"""Where wheels are unpacked in the browser, by the version of its Python."""


class NotHereError(Exception):
    """Something that is needed is not installed, or cannot be fetched."""


def gather(into: Path) -> dict[str, Any]:
    """Put everything that the page loads into a folder, and give its manifest.

    What was in the folder is removed.

    Raises:
        NotHereError: npm is not installed, or a package cannot be fetched or built.
    """
    pyodide = fetch_pyodide()
    page = [build_wheel(), *fetch_wheels(PAGE)]
    holidays = fetch_wheels(HOLIDAYS)
    shutil.rmtree(into, ignore_errors=True)
    copy_all((pyodide / name for name in RUNTIME), into / "pyodide")
    copy_all([*page, *holidays], into / "wheels")
    manifest = {
        "pyodide": json.loads((pyodide / "package.json").read_bytes())["version"],
        "packages": site_packages(pyodide),
        "wheels": [f"wheels/{wheel.name}" for wheel in page],
        "extras": {"holidays": [f"wheels/{wheel.name}" for wheel in holidays]},
    }
    text = json.dumps(manifest, indent=2) + "\n"
    (into / "manifest.json").write_text(text, encoding="utf-8")
    return manifest


def site_packages(pyodide: Path) -> str:
    """Give the folder of installed packages in the Python of the browser."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_bytes())
    return SITE_PACKAGES.format(*lock["info"]["python"].split(".")[:2])


def fetch_pyodide() -> Path:
    """Give the folder of the npm package, fetched as its lock file says.

    Raises:
        NotHereError: npm is not installed, or does not get it.
    """

    def fetch(folder: Path) -> None:
        copy_all((HERE / name for name in NODE_PACKAGE), folder)
        npm = shutil.which("npm")
        if npm is None:
            raise NotHereError("npm is not installed here")
        run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", where=folder)

    kept = keep("npm", (HERE / name for name in NODE_PACKAGE), fetch)
    return kept / "node_modules" / "pyodide"


def fetch_wheels(listed: str) -> list[Path]:
    """Give the wheels of a list, each with the hash that the list names.

    They are pure Python, and those for the Python of the browser whichever runs this.

    Raises:
        NotHereError: One cannot be fetched, or is another than was listed.
    """

    def fetch(folder: Path) -> None:
        for_any = ("--python-version=3.14", "--platform=any", "--only-binary=:all:")
        checked = ("--no-deps", "--require-hashes", f"--requirement={HERE / listed}")
        pip = (sys.executable, "-m", "pip", "download", "--quiet")
        run(*pip, *for_any, *checked, f"--dest={folder}")

    return sorted(keep(Path(listed).stem, [HERE / listed], fetch).glob("*.whl"))


def build_wheel() -> Path:
    """Give the wheel of this project as it stands.

    Raises:
        NotHereError: It cannot be built.
    """

    def build(folder: Path) -> None:
        pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
        run(*pip, f"--wheel-dir={folder}", str(ROOT))

    source = (ROOT / "src").rglob("*.*")
    code = sorted(path for path in source if path.suffix in {".py", ".toml"})
    about = [ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE")]
    return next(keep("own", [*about, *code], build).glob("*.whl"))


def keep(name: str, made_of: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """Give a folder that was made of some files, or make it if they have changed.

    Args:
        name: What the folder is called, before the hash of the files.
        made_of: The files.
        make: Fills an empty folder.
    """
    total = hashlib.sha256()
    for path in made_of:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    wanted = KEPT / f"{name}-{total.hexdigest()[:16]}"
    if wanted.is_dir():
        return wanted
    KEPT.mkdir(parents=True, exist_ok=True)
    # Two runs may make it at once; the first that is done leaves it for both.
    with tempfile.TemporaryDirectory(dir=KEPT) as made:
        folder = Path(made) / "made"
        folder.mkdir()
        make(folder)
        try:
            folder.rename(wanted)
        except OSError:
            if not wanted.is_dir():
                raise
    for old in KEPT.glob(f"{name}-*"):
        if old != wanted:
            shutil.rmtree(old, ignore_errors=True)
    return wanted


def copy_all(files: Iterable[Path], into: Path) -> None:
    """Copy files into a folder, which is made where it is not there."""
    into.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, into / path.name)


def run(*command: str, where: Path = ROOT) -> None:
    """Run a program to its end.

    Raises:
        NotHereError: It fails; the text is what it said last.
    """
    done = subprocess.run(
        command, cwd=where, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2_000:]
        raise NotHereError(f"{' '.join(command[:4])} failed:\n{said}")
