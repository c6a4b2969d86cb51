"""Every error comes from one root, tells what to do, and survives a trip."""

from __future__ import annotations

import copy
import pickle

import pytest

from partner_success import errors
from partner_success.errors import (
    ConversionError,
    InvalidDataError,
    InvalidModelError,
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    MissingValuesError,
    NoSuchTimeError,
    PartnerSuccessError,
    Problem,
    SolverError,
    UnknownNameError,
    near_misses,
)

PROBLEM = Problem(path="weight", code="negative", message="a weight is above 0")

EVERY = [
    InvalidValueError("no zone"),
    InvalidUseError("no truth value"),
    UnknownNameError("band", "Helthy", ["Healthy", "At Risk"]),
    MissingValuesError("health", ["nps", "csat"]),
    NoSuchTimeError("the calendar never opens"),
    ConversionError("dollars and euros"),
    MissingExtraError("cli", "typer", "the command line"),
    SolverError("no answer"),
    InvalidModelError("scorecard 'health'", [PROBLEM]),
    InvalidDataError("row 3", [PROBLEM, PROBLEM.under("health")]),
]
BUILTIN = {
    InvalidValueError: ValueError,
    InvalidUseError: TypeError,
    UnknownNameError: LookupError,
    MissingValuesError: ValueError,
    NoSuchTimeError: LookupError,
    ConversionError: ValueError,
    MissingExtraError: ImportError,
    SolverError: RuntimeError,
    InvalidModelError: ValueError,
    InvalidDataError: ValueError,
}


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_every_error_has_two_parents(error: PartnerSuccessError) -> None:
    """Each is caught by this library's root and by the builtin that it refines."""
    assert isinstance(error, PartnerSuccessError)
    assert isinstance(error, BUILTIN[type(error)])


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "trip", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy]
)
def test_every_error_survives_pickling_and_copying(error, trip) -> None:
    """An error from another process says the same and carries the same."""
    again = trip(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_no_error_is_forgotten() -> None:
    """The tests above see every public exception, and `__all__` is sorted."""
    public = {getattr(errors, name) for name in errors.__all__}
    kinds = {each for each in public if isinstance(each, type)} - {Problem}
    assert kinds - {PartnerSuccessError} == {type(error) for error in EVERY}
    assert sorted(errors.__all__) == errors.__all__


class TestUnknownName:
    def test_a_near_miss_is_offered(self) -> None:
        """A name that is spelt alike is what was probably meant."""
        error = UnknownNameError("band", "healty", ["Healthy", "At Risk"])
        assert error.near == ("Healthy",)
        assert str(error) == "no band is called 'healty'; did you mean 'Healthy'?"

    def test_several_near_misses_are_offered(self) -> None:
        """All of the best candidates are named."""
        error = UnknownNameError("measure", "nps_1", ["nps_2", "nps_3"])
        assert str(error).endswith("did you mean 'nps_3' or 'nps_2'?")

    def test_without_a_near_miss_the_names_are_listed(self) -> None:
        """Up to twelve names are shown, and how many more there are."""
        few = UnknownNameError("gate", "zzz", ["go", "stop"])
        assert str(few) == "no gate is called 'zzz'; known are 'go', 'stop'"
        many = UnknownNameError("gate", "!!", [f"a{place}" for place in range(15)])
        assert str(many).endswith("'a11' and 3 more")

    def test_nothing_known_is_said(self) -> None:
        """An empty collection is not a spelling mistake."""
        error = UnknownNameError("segment", "gold", ())
        assert str(error) == "no segment is called 'gold'; there are none"

    def test_an_endless_name_is_cut(self) -> None:
        """A message does not repeat a megabyte, and does not compare it either."""
        error = UnknownNameError("band", "x" * 1_000_000, ["x" * 300])
        assert error.near == ()
        assert len(str(error)) < 1_000
        assert "... (cut)" in str(error)


class TestMissingExtra:
    def test_it_says_how_to_install(self) -> None:
        """The command that helps is in the message."""
        error = MissingExtraError("cli", "typer", "the command line")
        assert str(error) == (
            "the command line needs typer, which is not installed;"
            " install it with: pip install 'partner-success[cli]'"
        )
        assert (error.extra, error.name, error.msg) == ("cli", "typer", str(error))


def test_missing_values_name_the_ways_out() -> None:
    """Nothing is guessed: the caller gives the value or chooses a policy."""
    error = MissingValuesError("health of acme", ["nps", "csat"])
    assert error.missing == ("nps", "csat")
    for part in ("health of acme", "nps, csat", "'reweight'", "'range'"):
        assert part in str(error)


class TestProblem:
    @pytest.mark.parametrize(
        ("path", "prefix", "moved"),
        [
            ("weight", "health", "health.weight"),
            ("[2].weight", "health.components", "health.components[2].weight"),
            ("", "health", "health"),
            ("weight", "", "weight"),
            ("", "", ""),
        ],
    )
    def test_moves_below_a_prefix(self, path: str, prefix: str, moved: str) -> None:
        """The path grows from the inside out, with the glue that it needs."""
        assert Problem(path=path, code="c", message="m").under(prefix).path == moved

    def test_reads_as_a_line(self) -> None:
        """The path comes first, where there is one."""
        assert str(PROBLEM) == "weight: a weight is above 0"
        assert str(Problem(path="", code="c", message="all of it")) == "all of it"


@pytest.mark.rule("HLT-11")
def test_every_fault_is_told() -> None:
    """One fault is one line, and none hides another."""
    error = InvalidModelError("scorecard 'x'", [PROBLEM, PROBLEM.under("health")])
    assert str(error).splitlines() == [
        "scorecard 'x': 2 faults",
        "  - weight: a weight is above 0",
        "  - health.weight: a weight is above 0",
    ]
    assert str(InvalidDataError("row 1", iter([PROBLEM]))).startswith(
        "row 1: 1 fault\n"
    )


@pytest.mark.parametrize("asked", [3, None, b"nps", "x" * 201])
def test_near_misses_of_no_name(asked: object) -> None:
    """What is no name, or far too long for one, is near to nothing."""
    assert near_misses(asked, ["nps", "x" * 201]) == ()


def test_near_misses_ignore_case_and_keep_the_spelling() -> None:
    """The answer is spelt as it is known; the first of two spellings wins."""
    assert near_misses("CHAMPIONS", ["Champion", "champion"]) == ("Champion",)
    assert near_misses("nps", ["nps_3", "nps_1", "nps_2"], most=2) == ("nps_3", "nps_2")
