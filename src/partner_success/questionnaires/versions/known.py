"""Every version of every questionnaire, so that answers are read with their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidModelError, Problem, UnknownNameError
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.signing.drafts import Draft
from partner_success.questionnaires.signing.submissions import Submission

__all__ = ["Versions", "version_numbers"]

_NOWHERE: Final = Provenance()


def version_numbers(version: str) -> tuple[int, ...]:
    """Give the three numbers of a version, by which versions are ordered.

    Examples:
        >>> version_numbers("1.10.0") > version_numbers("1.9.3")
        True
    """
    return tuple(map(int, version.split(".")))


class Versions:
    """A catalogue of questionnaires in all their versions; it never changes.

    Iterating gives them by questionnaire as they were given, and by version from the
    first to the latest. A questionnaire that is given twice is kept once.

    Raises:
        InvalidModelError: Two questionnaires have one id and version and are not the
            same; every such pair is named.

    Examples:
        >>> from partner_success.questionnaires import Section, YesNoField
        >>> field = YesNoField(id="signed", label="Is it signed?")
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> first = Questionnaire(
        ...     id="gate", version="1.9.0", title="Gate", sections=[section]
        ... )
        >>> versions = Versions([attrs.evolve(first, version="1.10.0"), first])
        >>> versions.latest("gate").version, versions.versions("gate")
        ('1.10.0', ('1.9.0', '1.10.0'))

    Rule: QST-08.
    """

    __slots__ = ("_by_id",)
    _by_id: dict[str, dict[str, Questionnaire]]

    def __init__(self, questionnaires: Iterable[Questionnaire] = ()) -> None:
        found: dict[str, dict[str, Questionnaire]] = {}
        doubles: list[Problem] = []
        for place, each in enumerate(questionnaires):
            require_kind(f"questionnaires[{place}]", each, Questionnaire)
            known = found.setdefault(each.id, {}).setdefault(each.version, each)
            if known is not each and _content(known) != _content(each):
                message = (
                    f"{each.id} {each.version} is there already with other content;"
                    " give the changed one a new version"
                )
                doubles.append(
                    Problem(
                        path=f"[{place}].version",
                        code="duplicate-version",
                        message=message,
                        given=each.version,
                    )
                )
        if doubles:
            raise InvalidModelError("the versions of questionnaires", doubles)
        by_id = {
            id_: {
                version: versions[version]
                for version in sorted(versions, key=version_numbers)
            }
            for id_, versions in found.items()
        }
        object.__setattr__(self, "_by_id", by_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every questionnaire, as they were given."""
        return tuple(self._by_id)

    def versions(self, questionnaire_id: str) -> tuple[str, ...]:
        """Give every version of a questionnaire, from the first to the latest.

        Raises:
            UnknownNameError: There is no such questionnaire.
        """
        return tuple(self._versions(questionnaire_id))

    def get(self, questionnaire_id: str, version: str) -> Questionnaire:
        """Give one version of a questionnaire; another one never serves.

        Raises:
            UnknownNameError: There is no such questionnaire, or no such version of it.

        Rule: QST-08.
        """
        versions = self._versions(questionnaire_id)
        if version not in versions:
            kind = f"version of {questionnaire_id}"
            raise UnknownNameError(kind, version, versions)
        return versions[version]

    def of(self, record: Draft | Submission) -> Questionnaire:
        """Give the version that a draft or a submission answers.

        Raises:
            UnknownNameError: It is not here.

        Rule: QST-08.
        """
        return self.get(record.questionnaire_id, record.version)

    def latest(self, questionnaire_id: str) -> Questionnaire:
        """Give the version of a questionnaire with the highest numbers.

        Raises:
            UnknownNameError: There is no such questionnaire.

        Rule: QST-08.
        """
        return list(self._versions(questionnaire_id).values())[-1]

    def __iter__(self) -> Iterator[Questionnaire]:
        for versions in self._by_id.values():
            yield from versions.values()

    def __len__(self) -> int:
        return sum(map(len, self._by_id.values()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Versions):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return Versions, (tuple(self),)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Versions never change; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"Versions never change; {name!r} cannot be deleted")

    def __repr__(self) -> str:
        names = ", ".join(f"{each.id} {each.version}" for each in self)
        return f"Versions([{names}])"

    def _versions(self, questionnaire_id: str) -> dict[str, Questionnaire]:
        found = self._by_id.get(questionnaire_id)
        if found is None:
            raise UnknownNameError("questionnaire", questionnaire_id, self._by_id)
        return found


def _content(questionnaire: Questionnaire) -> Questionnaire:
    """Give what is asked, without the place that it was loaded from."""
    return attrs.evolve(questionnaire, provenance=_NOWHERE)
