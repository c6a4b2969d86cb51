"""Collections that cannot change: a mapping, and a catalogue of things with ids."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any, Final, Generic, Protocol, TypeVar, cast, overload

from partner_success.errors import (
    InvalidModelError,
    InvalidUseError,
    Problem,
    UnknownNameError,
)

__all__ = ["EMPTY_MAP", "Catalogue", "FrozenMap", "HasId"]

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class HasId(Protocol):
    """Anything that carries a text id."""

    @property
    def id(self) -> str:
        """The name by which it is found."""
        ...


ItemT = TypeVar("ItemT", bound=HasId)


class FrozenMap(Mapping[KeyT, ValueT], Generic[KeyT, ValueT]):
    """A mapping that keeps its order and never changes.

    It copies what it is given, so a later change of the original does not reach it. It
    equals every mapping with the same entries, in any order, and can be hashed where
    all its values can.

    Examples:
        >>> FrozenMap({"nps": 64})["nps"]
        64
        >>> FrozenMap({"nps": 64}) == {"nps": 64}
        True
    """

    __slots__ = ("_hash", "_items")

    def __init__(
        self, items: Mapping[KeyT, ValueT] | Iterable[tuple[KeyT, ValueT]] = ()
    ) -> None:
        object.__setattr__(self, "_items", dict(items))
        object.__setattr__(self, "_hash", None)

    def __getitem__(self, key: KeyT) -> ValueT:
        items: dict[KeyT, ValueT] = self._items
        return items[key]

    def __iter__(self) -> Iterator[KeyT]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> ItemsView[KeyT, ValueT]:
        """Give the entries, in order."""
        return self._items.items()

    def values(self) -> ValuesView[ValueT]:
        """Give the values, in the order of their keys."""
        return self._items.values()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap never changes; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a FrozenMap never changes; {name!r} cannot be deleted")

    def __hash__(self) -> int:
        if self._hash is not None:
            return self._hash
        try:
            value = hash(frozenset(self._items.items()))
        except TypeError as error:
            raise InvalidUseError(
                f"this FrozenMap cannot be hashed, because a value in it can change"
                f" ({error}); give a tuple for a list and a FrozenMap for a dict"
            ) from error
        object.__setattr__(self, "_hash", value)
        return value

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenMap, (dict(self._items),)

    _items: dict[KeyT, ValueT]
    _hash: int | None


EMPTY_MAP: Final[FrozenMap[Any, Any]] = FrozenMap()
"""The mapping without an entry."""


class Catalogue(Generic[ItemT]):
    """A frozen, ordered collection of things, each found by its id.

    Iterating gives the things in their declared order; ``catalogue["id"]`` gives one.
    ``in`` takes a thing or its id. Two catalogues are equal if they hold equal things
    in the same order, whatever their kind is called.

    Attributes:
        kind: What one of the things is called in messages, such as ``"component"``.

    Raises:
        InvalidModelError: Two things carry the same id; every double is named.

    Examples:
        >>> from partner_success.core.bands import Band
        >>> bands = Catalogue([Band(id="good", name="Good", floor=80)], kind="band")
        >>> bands["good"].name, "good" in bands, bands.get("poor")
        ('Good', True, None)
    """

    __slots__ = ("_by_id", "kind")
    _by_id: dict[str, ItemT]
    kind: str

    def __init__(self, items: Iterable[ItemT] = (), *, kind: str = "entry") -> None:
        by_id: dict[str, ItemT] = {}
        doubles: list[Problem] = []
        for position, item in enumerate(items):
            if item.id in by_id:
                doubles.append(
                    Problem(
                        path=f"[{position}].id",
                        code="duplicate-id",
                        message=f"the {kind} id {item.id!r} is taken; ids are unique",
                        given=item.id,
                    )
                )
            by_id[item.id] = item
        if doubles:
            raise InvalidModelError(f"the catalogue of kind {kind!r}", doubles)
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "kind", kind)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in the declared order."""
        return tuple(self._by_id)

    @overload
    def get(self, id_: object) -> ItemT | None: ...
    @overload
    def get(self, id_: object, default: ValueT) -> ItemT | ValueT: ...
    def get(self, id_: object, default: object = None) -> object:
        """Give the thing with this id, or the default."""
        return self._by_id.get(id_, default) if isinstance(id_, str) else default

    def __getitem__(self, id_: str) -> ItemT:
        found = self.get(id_)
        if found is None:
            raise UnknownNameError(self.kind, id_, self._by_id)
        return found

    def __contains__(self, id_: object) -> bool:
        if isinstance(id_, str):
            return id_ in self._by_id
        return id_ in self._by_id.values()

    def __iter__(self) -> Iterator[ItemT]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Catalogue never changes; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Catalogue never changes; {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return tuple(self) == tuple(cast(Catalogue[ItemT], other))

    def __hash__(self) -> int:
        return hash(tuple(self._by_id.values()))

    def __repr__(self) -> str:
        return f"Catalogue([{', '.join(self._by_id)}], kind={self.kind!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _catalogue, (tuple(self), self.kind)


def _catalogue(items: tuple[Any, ...], kind: str) -> Catalogue[Any]:
    return Catalogue(items, kind=kind)
