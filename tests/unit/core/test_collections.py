"""Maps and catalogues that never change."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.errors import (
    InvalidModelError,
    InvalidUseError,
    PartnerSuccessError,
    UnknownNameError,
)

TRIPS: list[Callable[[Any], Any]] = [
    lambda value: pickle.loads(pickle.dumps(value)),
    copy.copy,
    copy.deepcopy,
]


@attrs.frozen
class Thing:
    id: str
    value: Any = None


class TestFrozenMap:
    def test_keeps_what_it_was_given(self) -> None:
        """Entries and their order are those of the original when it was copied."""
        original = {"b": 1, "a": 2}
        frozen = FrozenMap(original)
        original["c"] = 3
        assert list(frozen) == ["b", "a"]
        assert dict(frozen) == {"b": 1, "a": 2}
        assert (len(frozen), frozen["a"], frozen.get("c"), "c" in frozen) == (
            2,
            2,
            None,
            False,
        )

    def test_is_made_of_pairs_too(self) -> None:
        """Pairs, another frozen map and nothing at all make one."""
        assert FrozenMap([("a", 1)]) == FrozenMap(FrozenMap({"a": 1}))
        assert FrozenMap() == EMPTY_MAP == {}

    @pytest.mark.parametrize("name", ["_items", "_hash", "other"])
    def test_cannot_be_changed(self, name: str) -> None:
        """Neither entries nor attributes can be set or deleted."""
        frozen: Any = FrozenMap({"a": 1})
        with pytest.raises(AttributeError, match="never changes"):
            setattr(frozen, name, {})
        with pytest.raises(AttributeError, match="never changes"):
            delattr(frozen, name)
        with pytest.raises(TypeError):
            frozen["a"] = 2
        with pytest.raises(TypeError):
            del frozen["a"]
        assert frozen == {"a": 1}

    def test_equals_every_mapping_with_the_same_entries(self) -> None:
        """The order does not matter, nor whether it is a plain dict."""
        frozen = FrozenMap({"a": 1, "b": 2})
        assert frozen == {"b": 2, "a": 1}
        plain = {"b": 2, "a": 1}
        assert plain == frozen
        assert frozen == FrozenMap({"b": 2, "a": 1})
        assert frozen != {"a": 1}
        assert frozen != [("a", 1), ("b", 2)]

    def test_equal_maps_have_equal_hashes(self) -> None:
        """It works as a key, however its entries were ordered."""
        one, two = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
        assert hash(one) == hash(two) == hash(one)
        assert {one: "found"}[two] == "found"

    def test_an_unhashable_value_is_explained(self) -> None:
        """A list in a map that is used as a key is a mistake, and said so."""
        frozen = FrozenMap({"a": [1]})
        for _ in range(2):
            with pytest.raises(
                InvalidUseError, match="give a tuple for a list"
            ) as error:
                hash(frozen)
            assert isinstance(error.value, TypeError)
        assert frozen == {"a": [1]}

    @pytest.mark.parametrize("trip", TRIPS)
    def test_survives_pickling_and_copying(self, trip: Callable[[Any], Any]) -> None:
        """The copy is equal, in the same order, and frozen too."""
        frozen = FrozenMap({"b": (1,), "a": (2,)})
        hash(frozen)
        again = trip(frozen)
        assert type(again) is FrozenMap
        assert list(again.items()) == [("b", (1,)), ("a", (2,))]
        assert hash(again) == hash(frozen)

    def test_a_deep_copy_shares_nothing(self) -> None:
        """What is in the copy can change without the original."""
        frozen = FrozenMap({"a": [1]})
        copy.deepcopy(frozen)["a"].append(2)
        assert frozen == {"a": [1]}

    def test_shows_its_entries(self) -> None:
        """The representation builds the same map."""
        assert repr(FrozenMap({"a": 1})) == "FrozenMap({'a': 1})"


class TestCatalogue:
    things = (Thing("b", 1), Thing("a", 2))

    def test_finds_by_id_and_iterates_in_order(self) -> None:
        """The declared order is kept; an id finds its thing."""
        catalogue = Catalogue(iter(self.things), kind="thing")
        assert tuple(catalogue) == self.things
        assert catalogue.ids == ("b", "a")
        assert len(catalogue) == 2
        assert catalogue["a"].value == 2
        assert bool(Catalogue([])) is False

    def test_holds_things_and_ids(self) -> None:
        """What iterating gives is in it, and so is its id; nothing else is."""
        catalogue = Catalogue(self.things)
        assert all(thing in catalogue for thing in catalogue)
        assert "a" in catalogue
        assert "c" not in catalogue
        assert Thing("a", "another") not in catalogue
        assert [] not in catalogue
        assert None not in catalogue

    def test_gives_a_default(self) -> None:
        """An unknown id, or what is no id, gives the default."""
        catalogue = Catalogue(self.things)
        assert catalogue.get("a") is self.things[1]
        assert catalogue.get("c") is None
        assert catalogue.get("c", 7) == 7
        assert catalogue.get(["a"], 7) == 7

    def test_an_unknown_id_is_refused_with_a_hint(self) -> None:
        """The error says what kind of thing was looked for and what is near."""
        catalogue = Catalogue([Thing("user_adoption")], kind="component")
        with pytest.raises(UnknownNameError, match=r"no component .*'user_adoption'"):
            catalogue["user_adopton"]
        with pytest.raises(LookupError):
            catalogue[0]  # type: ignore[index]

    @pytest.mark.rule("HLT-11")
    def test_every_double_id_is_named(self) -> None:
        """Two doubles are two faults, each with its place."""
        things = [Thing("a"), Thing("b"), Thing("a"), Thing("b"), Thing("c")]
        with pytest.raises(InvalidModelError, match="of kind 'target'") as caught:
            Catalogue(things, kind="target")
        assert [
            (each.path, each.code, each.given) for each in caught.value.problems
        ] == [
            ("[2].id", "duplicate-id", "a"),
            ("[3].id", "duplicate-id", "b"),
        ]

    def test_cannot_be_changed(self) -> None:
        """Neither attributes nor things can be set or deleted."""
        catalogue: Any = Catalogue(self.things)
        with pytest.raises(AttributeError, match="never changes"):
            catalogue.kind = "other"
        with pytest.raises(AttributeError, match="never changes"):
            del catalogue.kind
        with pytest.raises(TypeError):
            catalogue["a"] = self.things[0]

    def test_equality_and_hash_go_by_things_and_order(self) -> None:
        """The word for its kind does not matter, the order does."""
        one, two = Catalogue(self.things), Catalogue(self.things, kind="thing")
        assert one == two
        assert hash(one) == hash(two)
        assert one != Catalogue(self.things[::-1])
        assert one != self.things

    def test_a_thing_that_can_change_is_explained(self) -> None:
        """A hash that cannot be had is refused in this library's own words."""
        catalogue = Catalogue([Thing("a", FrozenMap({"x": []}))])
        with pytest.raises(PartnerSuccessError, match="cannot be hashed"):
            hash(catalogue)

    @pytest.mark.parametrize("trip", TRIPS)
    def test_survives_pickling_and_copying(self, trip: Callable[[Any], Any]) -> None:
        """The copy is equal and still knows what its things are called."""
        catalogue = Catalogue(self.things, kind="thing")
        again = trip(catalogue)
        assert again == catalogue
        assert (again.ids, again.kind) == (("b", "a"), "thing")

    def test_shows_its_ids(self) -> None:
        """The representation is short, whatever the things hold."""
        shown = repr(Catalogue(self.things, kind="thing"))
        assert shown == "Catalogue([b, a], kind='thing')"
