"""Every way to run this project, each in an environment of its own.

``nox -l`` lists the sessions; what stands after ``--`` goes to the tool inside.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = [
    "lint",
    "typing",
    "layers",
    "tests",
    "service_tests",
    "docs",
    "wheel",
    "rules",
]

ROOT = Path(__file__).parent
BUILD = ROOT / "build"
PROJECT = nox.project.load_toml("pyproject.toml")
VERSION = PROJECT["project"]["version"]
RULE_REPORT = "build/rule_report.json"

# Modules that write pages under docs/reference before the site is built.
PAGE_WRITERS = ("tools.reference",)


def install(
    session: nox.Session, *groups: str, extras: str = "", edit: bool = True
) -> None:
    """Install this project with its extras, and the dependency groups, in one go."""
    wanted = [*nox.project.dependency_groups(PROJECT, *groups)]
    target = f".[{extras}]" if extras else "."
    session.install(*wanted, *(["-e"] if edit else []), target)


def install_browser_packages(session: nox.Session) -> None:
    """Install what the tests in a browser need; without it they are skipped."""
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
    with session.chdir(ROOT / "tests" / "browser"):
        session.run("npm", "install", *options, external=True)


@nox.session
def demo(session: nox.Session) -> None:
    """Review and score the examples, judge tickets and gates, see who stands where."""
    install(session, extras="cli,files,plots", edit=False)
    report = BUILD / "demo" / "report.html"
    report.parent.mkdir(parents=True, exist_ok=True)
    # The portfolio holds mistakes on purpose; 1 says that their rows were refused.
    portfolio = ("partner-success", "score", "examples/portfolio")
    earlier = ("--compare", "examples/portfolio/earlier")
    scores = ("--out", str(report.with_name("scores.html")))
    session.run(*portfolio, *earlier, *scores, success_codes=[0, 1])
    session.run("partner-success", "score", "examples/readiness")
    for sheet in ("deck-section-1", "deck-section-4"):
        command = ("partner-success", "score", "examples/readiness", "--explain", sheet)
        session.run(*command)
    tickets = ("--policy", "enterprise_support", "--at", "2026-05-05T11:00+02:00")
    judge = ("partner-success", "sla", "judge", "examples/tickets/events.csv")
    session.run(*judge, *tickets, success_codes=[0, 1])
    answers = ("gate_3", "examples/questionnaires/gate_3.json", "--on", "2026-05-13")
    session.run("partner-success", "questionnaire", "evaluate", *answers)
    log = ("examples/journey/partners.json", "--on", "2026-11-02")
    session.run("partner-success", "gate", "status", *log)
    # 1 says that something is in the way of the pilot.
    pilot = ("examples/programme/partners-emea.json", "--on", "2026-07-06")
    session.run("partner-success", "programme", "status", *pilot, success_codes=[0, 1])
    session.run("partner-success", "practice", "roi", "examples/practice/roi.toml")
    review = ("partner-success", "review", "examples/portfolio")
    session.run(*review, *earlier, "--out", str(report), success_codes=[0, 1])
    session.log(f"The report with its pictures: {report}")


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, code block and doctest; whole runs also demand full coverage."""
    install(session, "test", extras="all")
    options = ["-n", "2", "--dist", "worksteal", "--durations=40"]
    if os.environ.get("CI"):
        options += ["--no-skips", f"--rule-report={RULE_REPORT}"]
        install_browser_packages(session)
    if session.posargs:
        session.run("python", "-m", "pytest", *session.posargs)
    else:
        session.run("python", "-m", "pytest", *options, "--cov", "--cov-report=term")


@nox.session
def lowest(session: nox.Session) -> None:
    """Test with the lowest versions that are allowed of everything; not a gate."""
    wanted = "build/lowest.txt"
    session.run("python", "-m", "tools.lowest", wanted)
    session.install("-r", wanted, "-e", ".[all]")
    # What the engines say of one another at that age is theirs.
    options = ("-o", "filterwarnings=default", "--ignore=tests/unit/tools", "-q")
    chosen = session.posargs or ("tests/unit", "tests/differential")
    session.run("python", "-m", "pytest", *options, *chosen)


@nox.session
def survival_oracle(session: nox.Session) -> None:
    """Hold estimates of survival against lifelines, which pins an old pandas."""
    install(session, "oracle")
    # The configuration is for the main suite, which leaves this folder out.
    options = ("-o", "addopts=", "-o", "filterwarnings=default", "-q")
    alone = ("--confcutdir=tests/oracle", "tests/oracle")
    session.run("python", "-m", "pytest", *options, *alone, *session.posargs)


@nox.session
def service_tests(session: nox.Session) -> None:
    """Test the service of the examples on both databases, killed and in a browser."""
    install(session, "service_tests", extras="postgresql,testing")
    # The configuration leaves these tests out of the main suite.
    options = ["-o", "addopts=--import-mode=importlib --strict-markers -ra"]
    options += ["-n", "2", "--dist", "worksteal", "--durations=20"]
    if os.environ.get("CI"):
        options += ["--no-skips"]
        install_browser_packages(session)
    chosen = session.posargs or ("tests/service", "tests/browser/test_service.py")
    session.run("python", "-m", "pytest", *options, *chosen)


@nox.session
def spark_reports(session: nox.Session) -> None:
    """Hold every report of Spark against that of records; not a gate, for its time."""
    install(session, "test", extras="all")
    # The configuration leaves this folder out of the main suite.
    options = ("-o", "addopts=--import-mode=importlib", "-q")
    session.run("python", "-m", "pytest", *options, "tests/cluster", *session.posargs)


@nox.session
def pyodide(session: nox.Session) -> None:
    """Run a part of the unit tests on the Python of the browser, by node."""
    session.run("python", "-m", "tools.playground", "test", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format, and that the changelog's fragments can be read."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", *([] if "--fix" in session.posargs else ["--check"]))
    session.run("towncrier", "build", "--draft", "--version", VERSION, silent=True)


@nox.session
def typing(session: nox.Session) -> None:
    """Check types with mypy and pyright, and that every public name has its type."""
    install(session, "typing", extras="all")
    session.run("mypy")
    session.run("pyright")
    answer = session.run(
        "pyright",
        "--verifytypes=partner_success",
        "--ignoreexternal",
        "--outputjson",
        silent=True,
        success_codes=[0, 1],
    )
    found = json.loads(answer[answer.index("{") :])["typeCompleteness"]
    for symbol in found["symbols"]:
        if symbol["isExported"] and not symbol["isTypeKnown"]:
            reasons = "; ".join(note["message"] for note in symbol["diagnostics"])
            session.warn(f"{symbol['name']}: {reasons}")
    session.log(f"Types of public names known: {found['completenessScore']:.1%}")
    if found["completenessScore"] < 1:
        session.error("a public name has no complete type")


@nox.session
def layers(session: nox.Session) -> None:
    """Check the import contracts: layers, cycles, one door per dependency."""
    install(session, "layers")
    session.run("lint-imports", "--no-cache")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; any warning fails, any request to the outside too."""
    install(session, "docs", extras="all")
    # Where a change is judged, pages must have been committed as they are written.
    check = ["--check"] if os.environ.get("CI") else []
    for module in PAGE_WRITERS:
        session.run("python", "-m", module, *check)
    site = BUILD / "site"
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    session.run("mkdocs", "build", "--strict", "--site-dir", str(site), env=quiet)
    _add_playground(session, site)
    # It leaves a mark too, by which the tests know the site as one of these files.
    session.run("python", "-m", "tools.website", str(site))


@nox.session
def docs_serve(session: nox.Session) -> None:
    """Show the documentation while it is written."""
    install(session, "docs", extras="all")
    # Each change of a page would wait for the notebooks to run.
    session.run("mkdocs", "serve", *session.posargs, env={"NOTEBOOKS": "as-kept"})


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel and use it far from the tree: bare, then with every extra."""
    session.install(*nox.project.dependency_groups(PROJECT, "package"))
    dist = BUILD / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(dist), silent=True)
    built = next(dist.glob("*.whl"))
    if strangers := _strangers(built):
        session.error("not meant for the wheel: " + ", ".join(strangers))
    away = Path(session.create_tmp()).resolve() / "away"
    shutil.rmtree(away, ignore_errors=True)
    shutil.copytree(ROOT / "tests" / "wheel", away / "tests")
    shutil.copytree(ROOT / "examples", away / "examples")
    for extras, chosen in (("", "test_bare.py"), ("[all]", "test_all.py")):
        venv = away / f"venv{'-all' if extras else ''}"
        session.run("python", "-m", "venv", str(venv))
        python = str(venv / ("Scripts" if os.name == "nt" else "bin") / "python")
        install_it = (python, "-m", "pip", "install", "--quiet", "--no-warn-conflicts")
        session.run(*install_it, f"{built}{extras}", "pytest", external=True)
        with session.chdir(away):
            session.run(python, "-m", "pytest", "-q", f"tests/{chosen}", external=True)


@nox.session
def service(session: nox.Session) -> None:
    """Start the service of the examples with sample data."""
    install(session, "service", extras="postgresql")
    with session.chdir("examples/service"):
        session.run("python", "-m", "onboarding_hub", "--sample", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Time scores and working time; a script's name after ``--`` chooses it alone."""
    install(session, "bench", extras="all", edit=False)
    scripts = (
        "access",
        "engines",
        "gates",
        "portfolio",
        "questionnaires",
        "scoring",
        "scoring_depth",
        "service",
        "sla",
        "staffing",
    )
    chosen = [name for name in scripts if name in session.posargs]
    rest = [each for each in session.posargs if each not in scripts]
    for name in chosen or scripts:
        session.run("python", f"benchmarks/{name}.py", *rest)


@nox.session
def rules(session: nox.Session) -> None:
    """Write the rule catalogue, then prove a sample of its marks (``-- all``: each)."""
    install(session, "test", extras="all")
    # Who decides whether a change is good compares the page and does not mend it.
    # It takes what the whole suite has just told of the marked tests, if that has run.
    judged = ["--check", "--report", RULE_REPORT] if os.environ.get("CI") else []
    # Which tests prove which rule; that they hold at length is for the session tests.
    brief = {"HYPOTHESIS_PROFILE": "brief"}
    session.run("python", "-m", "tools.rules", "collect", *judged, env=brief)
    known = ("--baseline", "build/marked_tests.json")
    if session.posargs == ["all"]:
        session.run("python", "-m", "tools.rules", "mutate", *known)
        return
    seed = os.environ.get("RULES_SEED", "1")
    sample = ("--sample", "30", "--seed", seed, "--seconds", "120")
    more = (*known, *sample, *session.posargs)
    session.run("python", "-m", "tools.rules", "mutate", *more)


@nox.session
def changelog(session: nox.Session) -> None:
    """Show what the next release would say (``-- --yes`` writes it)."""
    session.install(*nox.project.dependency_groups(PROJECT, "lint"))
    how = session.posargs or ["--draft"]
    session.run("towncrier", "build", "--version", VERSION, *how)


def _add_playground(session: nox.Session, site: Path) -> None:
    """Put the library for browsers beside the page that runs it, where npm is there."""
    runtime = str(site / "playground" / "runtime")
    if shutil.which("npm") is None and not os.environ.get("CI"):
        session.warn("npm is not installed: this site has no playground")
        return
    session.run("python", "-m", "tools.playground", "gather", runtime)


def _strangers(wheel_file: Path) -> list[str]:
    package, info = "partner_success/", f"partner_success-{VERSION}.dist-info/"
    with zipfile.ZipFile(wheel_file) as archive:
        names = archive.namelist()
    allowed = (".py", ".toml", "py.typed")
    return [
        name
        for name in names
        if not name.startswith(info)
        and not (name.startswith(package) and name.endswith(allowed))
    ]
