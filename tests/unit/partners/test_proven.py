"""Records of proven values are those that the constructor would have made."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from partner_success.frames.sources import Fact, Source
from partner_success.partners import LicenceCount, SurveyAnswer, Ticket, Usage
from partner_success.partners.proven import proven_records


def test_they_equal_what_the_constructor_makes() -> None:
    """Fields that are given and fields that are not; also in their hash."""
    days = [date(2026, 5, 4), date(2026, 5, 5)]
    columns = {"account_id": ["a-1", "a-2"], "on": days, "minutes": [None, 3]}
    quick = proven_records(Usage, columns, 2)
    made = [
        Usage(account_id="a-1", on=days[0]),
        Usage(account_id="a-2", on=days[1], minutes=3),
    ]
    assert quick == made
    assert [*map(hash, quick)] == [*map(hash, made)]
    assert repr(quick) == repr(made)


def test_they_are_as_frozen_as_any() -> None:
    """Nobody can change a field of one."""
    columns = {"account_id": ["a-1"], "on": [date(2026, 5, 4)]}
    [usage] = proven_records(Usage, columns, 1)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        usage.sessions = 3  # type: ignore[misc]


def test_a_field_without_default_is_needed() -> None:
    """Nothing is made up for it."""
    with pytest.raises(KeyError, match="on"):
        proven_records(Usage, {"account_id": ["a-1"]}, 1)


@pytest.mark.parametrize(
    "kind", [Fact, LicenceCount, Source, SurveyAnswer, Ticket, Usage]
)
def test_no_default_of_theirs_is_made_anew(kind: type[attrs.AttrsInstance]) -> None:
    """A factory would stand in the record as itself."""
    defaults = [field.default for field in attrs.fields(kind)]
    assert not [each for each in defaults if isinstance(each, attrs.Factory)]  # type: ignore[arg-type]
