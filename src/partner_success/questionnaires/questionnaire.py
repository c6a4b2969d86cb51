"""A questionnaire: sections of fields, how they are judged, which version this is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidModelError, UnknownNameError
from partner_success.questionnaires.building import (
    language_problems,
    questionnaire_problems,
)
from partner_success.questionnaires.choices import catalogue_of, tuple_of
from partner_success.questionnaires.fields import AnyField
from partner_success.questionnaires.form import Form
from partner_success.questionnaires.judging import Judge
from partner_success.questionnaires.kinds import kind_problems, require_kind
from partner_success.questionnaires.sections import Criterion, PassPolicy, Section
from partner_success.questionnaires.wording import localized_sections, text_of

__all__ = ["Questionnaire"]

ValueT = TypeVar("ValueT")


def _sections(sections: Iterable[Section]) -> Catalogue[Section]:
    return catalogue_of(sections, (Section,), "section")


def _translations(
    texts: Mapping[str, Mapping[str, str]],
) -> FrozenMap[str, FrozenMap[str, str]]:
    # What is no mapping is kept, so that it is refused with its place.
    frozen = _frozen(texts)
    given: Any = frozen
    if not isinstance(given, FrozenMap):
        return cast("FrozenMap[str, FrozenMap[str, str]]", given)
    return FrozenMap({tag: _frozen(each) for tag, each in frozen.items()})


def _frozen(table: Mapping[str, ValueT]) -> FrozenMap[str, ValueT]:
    given: Any = table
    frozen: FrozenMap[str, ValueT] = (
        FrozenMap(table) if isinstance(given, Mapping) else given
    )
    return frozen


def _roles(roles: Sequence[str]) -> tuple[str, ...]:
    return tuple_of(roles)


@attrs.frozen(kw_only=True)
class Questionnaire:
    """Versioned questions as data, checked when they are put together.

    Answers are given by section and field, such as
    ``{"contract": {"signed": True, "signed_on": "2026-03-02"}}``.

    Attributes:
        id: Stays the same through all versions.
        version: Three whole numbers as in ``"1.4.0"``: the first rises when answers
            must migrate, the second when something is added, the third with wording.
        title: What a person reads.
        help: What the questionnaire is for.
        sections: The parts, in order.
        pass_policy: When it passes; ``None`` for one that is only filled in.
        completed_by: The roles that may complete it, such as ``("PSM",)``.
        stage: The stage of the journey that it belongs to; empty for none.
        language: The tag of the language it is worded in.
        translations: For other languages, by their tag, the texts by their place:
            ``title``, ``sections.ID.title``, ``fields.ID.label``,
            ``fields.ID.choices.CODE``, ``criteria.ID.message`` and so on.
        citations: Where the questionnaire comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: With every fault: an unknown field in a condition, one that
            stands later, a comparison of other kinds, a limit that nothing meets.

    Rule: QST-01, QST-03, QST-04.
    """

    id: str
    version: str
    title: str
    help: str = ""
    sections: Catalogue[Section] = attrs.field(converter=_sections)
    pass_policy: PassPolicy | None = None
    completed_by: tuple[str, ...] = attrs.field(default=(), converter=_roles)
    stage: str = ""
    language: str = "en"
    translations: FrozenMap[str, FrozenMap[str, str]] = attrs.field(
        default=EMPTY_MAP, converter=_translations
    )
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
    _form: Form | None = attrs.field(init=False, default=None, eq=False, repr=False)
    _judge: Judge | None = attrs.field(init=False, default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        names = {"id": self.id, "version": self.version, "title": self.title}
        # What is of another kind can be asked nothing further.
        problems = tuple(kind_problems(self)) or (
            *questionnaire_problems(
                self.sections,
                policy=self.pass_policy,
                names=names,
                completed_by=self.completed_by,
            ),
            *language_problems(self.language, self.translations, self.sections),
        )
        if problems:
            raise InvalidModelError(f"the questionnaire {self.id!r}", problems)

    def __reduce__(self) -> tuple[Any, ...]:
        # The compiled form is made of functions, which cannot be pickled.
        given = attrs.asdict(self, recurse=False, filter=lambda field, _: field.init)
        return _questionnaire, (given,)

    @property
    def fields(self) -> Catalogue[AnyField]:
        """Every field of every section, in order."""
        found = (field for section in self.sections for field in section.fields)
        return Catalogue(found, kind="field")

    @property
    def criteria(self) -> Catalogue[Criterion]:
        """Every criterion of every section, in order."""
        found = (each for section in self.sections for each in section.criteria)
        return Catalogue(found, kind="criterion")

    @property
    def form(self) -> Form:
        """The compiled form that reads answers, made when it is first asked for."""
        form = self._form
        if form is None:
            form = Form(self.sections)
            object.__setattr__(self, "_form", form)
        return form

    @property
    def judge(self) -> Judge:
        """The compiled criteria and policy, made when they are first asked for."""
        judge = self._judge
        if judge is None:
            judge = Judge(self.sections, self.pass_policy)
            object.__setattr__(self, "_judge", judge)
        return judge

    @property
    def languages(self) -> tuple[str, ...]:
        """The tag of every language it is worded in, its own first."""
        return self.language, *self.translations

    def localized(self, language: str) -> Questionnaire:
        """Give the questionnaire in a language, as far as its texts are there.

        A text that is missing for ``de-AT`` is taken from ``de``, else it stays in the
        questionnaire's own language. Answers and codes are the same in all of them.

        Args:
            language: A tag such as ``"de-AT"``; upper and lower case do not count.

        Raises:
            UnknownNameError: It is worded in nothing like this language.

        Rule: QST-01.
        """
        require_kind("language", language, str)
        texts = text_of(self.translations, language)
        own = self.language.lower()
        wanted = language.lower()
        if not texts:
            if wanted == own or wanted.startswith(f"{own}-"):
                return self
            raise UnknownNameError("language", language, self.languages)
        return attrs.evolve(
            self,
            title=texts.get("title", self.title),
            help=texts.get("help", self.help),
            sections=localized_sections(self.sections, texts),
            language=language,
            translations=EMPTY_MAP,
        )


def _questionnaire(given: dict[str, Any]) -> Questionnaire:
    return Questionnaire(**given)
