"""Following fields through the steps of a migration, before any answer is there."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Final

import attrs

from partner_success.errors import Problem, near_misses
from partner_success.questionnaires.fields import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    NumberField,
    RatingField,
    WholeNumberField,
    YesNoField,
)
from partner_success.questionnaires.form import Form
from partner_success.questionnaires.versions.steps import (
    AnyStep,
    Join,
    MapChoices,
    Move,
    Rename,
    Split,
)

__all__ = ["Carried", "codes_of", "form_of", "step_problems", "unplaced"]

_FORMS: Final[Mapping[type, str]] = {
    WholeNumberField: "a number",
    NumberField: "a number",
    RatingField: "a number",
    YesNoField: "true or false",
    AttestationField: "true or false",
    ChoicesField: "a list",
}
_TEXT: Final = "text"


def form_of(field: AnyField) -> str:
    """Give what an answer to a field is in data, in words."""
    return _FORMS.get(type(field), _TEXT)


@attrs.frozen(kw_only=True)
class Carried:
    """What is known of an answer on its way.

    Attributes:
        section: The section it stands in.
        form: What it is in data; ``None`` where that is not known.
        codes: The codes it can hold; ``None`` where it holds none.
        step: The position of the last step that took it; ``None`` for no step.
        chosen: The codes that steps gave it, each with the step's position.
    """

    section: str
    form: str | None
    codes: frozenset[str] | None = None
    step: int | None = None
    chosen: tuple[tuple[str, int], ...] = ()


def step_problems(steps: Iterable[AnyStep], old: Form, new: Form) -> Iterator[Problem]:
    """Give every fault of steps against the two versions that they lie between."""
    walk = _Walk.begun(old, new)
    for place, step in enumerate(steps):
        yield from walk.take(step, place)
    yield from walk.arrive()


def unplaced(steps: Iterable[AnyStep], old: Form, new: Form) -> Iterator[str]:
    """Name the fields and choices for which the new version has no place.

    The steps fit both versions. What is computed is no answer of a person and left out.
    """
    walk = _Walk.begun(old, new)
    for place, step in enumerate(steps):
        tuple(walk.take(step, place))
    for name, carried in walk.here.items():
        path = f"{carried.section}.{name}"
        asked, target = old.asked.get(name), new.asked.get(name)
        if asked is not None and asked.compute is not None:
            continue
        if (
            target is None
            or target.section_id != carried.section
            or form_of(target.field) != carried.form
        ):
            yield path
        elif (codes := codes_of(target.field)) is not None:
            for code in sorted((carried.codes or codes) - codes):
                yield f"{path}.choices.{code}"


@attrs.define
class _Walk:
    """Where every answer stands after the steps so far."""

    new: Form
    here: dict[str, Carried]
    sections: frozenset[str]

    @classmethod
    def begun(cls, old: Form, new: Form) -> _Walk:
        here = {
            id_: Carried(
                section=asked.section_id,
                form=form_of(asked.field),
                codes=codes_of(asked.field),
            )
            for id_, asked in old.asked.items()
        }
        sections = frozenset(section_id for section_id, _ in new.sections)
        return cls(new, here, sections)

    def take(self, step: AnyStep, place: int) -> Iterator[Problem]:
        path = f"steps[{place}]"
        match step:
            case Rename():
                found = yield from self.leave(step.field, f"{path}.field")
                yield from self.enter(step.to, found, f"{path}.to", place)
            case Move():
                yield from self.move(step, path, place)
            case Split():
                yield from self.split(step, path, place)
            case Join():
                yield from self.join(step, path, place)
            case MapChoices():
                yield from self.map_choices(step, path, place)
            case _:
                yield from self.leave(step.field, f"{path}.field")

    def leave(self, name: str, path: str) -> Generator[Problem, None, Carried]:
        """Take a field away, or note that there is none."""
        found = self.here.pop(name, None)
        if found is None:
            near = near_misses(name, self.here)
            hint = f"did you mean {near[0]}?" if near else "name one that is there"
            message = f"at this step no field is called {name!r}; {hint}"
            yield _fault(path, "unknown-field", message, name)
            return Carried(section="", form=None)
        return found

    def enter(
        self, name: str, carried: Carried, path: str, place: int
    ) -> Iterator[Problem]:
        """Put a field there, or note that its name is taken."""
        if name in self.here:
            message = f"a field {name!r} is there already; drop or rename it first"
            yield _fault(path, "taken", message, name)
        self.here[name] = attrs.evolve(carried, step=place)

    def move(self, step: Move, path: str, place: int) -> Iterator[Problem]:
        found = yield from self.leave(step.field, f"{path}.field")
        came_from = step.from_section
        if found.form is not None and came_from not in {None, found.section}:
            message = f"{step.field!r} stands in {found.section!r} so far"
            yield _fault(f"{path}.from_section", "other-section", message, came_from)
        if step.to_section not in self.sections:
            near = near_misses(step.to_section, self.sections)
            hint = f"did you mean {near[0]}?" if near else "name one of the new version"
            message = f"no section is called {step.to_section!r}; {hint}"
            target = f"{path}.to_section"
            yield _fault(target, "unknown-section", message, step.to_section)
        moved = attrs.evolve(found, section=step.to_section)
        yield from self.enter(step.field, moved, path, place)

    def split(self, step: Split, path: str, place: int) -> Iterator[Problem]:
        found = yield from self.leave(step.field, f"{path}.field")
        if step.separator is not None:
            yield from _need_text(found, step.field, f"{path}.separator")
            found = _as_text(found)
        for position, name in enumerate(step.into):
            yield from self.enter(name, found, f"{path}.into[{position}]", place)

    def join(self, step: Join, path: str, place: int) -> Iterator[Problem]:
        parts: list[Carried] = []
        for position, name in enumerate(step.fields):
            found = yield from self.leave(name, f"{path}.fields[{position}]")
            if step.separator is not None:
                yield from _need_text(found, name, f"{path}.fields[{position}]")
            parts.append(found)
        forms = {part.form for part in parts} - {None}
        if step.separator is None and len(forms) > 1:
            found_forms = " and ".join(sorted(map(str, forms)))
            message = f"answers that are the same are of one kind, not {found_forms}"
            yield _fault(f"{path}.fields", "wrong-kind", message)
        joined = parts[0] if step.separator is None else _as_text(parts[0])
        yield from self.enter(step.to, joined, f"{path}.to", place)

    def map_choices(self, step: MapChoices, path: str, place: int) -> Iterator[Problem]:
        found = yield from self.leave(step.field, f"{path}.field")
        codes = found.codes
        if found.form is not None and codes is None:
            message = f"{step.field!r} has no choices whose codes could be mapped"
            yield _fault(f"{path}.field", "no-choices", message, step.field)
        known = frozenset(step.codes) if codes is None else codes
        for code in step.codes:
            if code not in known:
                near = near_misses(code, known)
                hint = f"did you mean {near[0]}?" if near else "leave it out"
                message = f"{step.field!r} has no choice {code!r}; {hint}"
                yield _fault(f"{path}.codes.{code}", "unknown-choice", message, code)
        mapped = frozenset(step.codes.get(code, code) for code in known)
        if len(mapped) < len(known) and not step.reason.strip():
            message = "two choices get one code, which loses their difference; say why"
            yield _fault(f"{path}.reason", "loses-difference", message)
        chosen = tuple((code, place) for code in step.codes.values())
        carried = attrs.evolve(
            found,
            codes=None if codes is None else mapped,
            chosen=found.chosen + chosen,
        )
        yield from self.enter(step.field, carried, path, place)

    def arrive(self) -> Iterator[Problem]:
        """Hold what steps have made against the new version."""
        for name, carried in self.here.items():
            if carried.step is not None:
                yield from self.arrive_one(name, carried, f"steps[{carried.step}]")

    def arrive_one(self, name: str, carried: Carried, path: str) -> Iterator[Problem]:
        target = self.new.asked.get(name)
        if target is None:
            near = near_misses(name, self.new.asked)
            hint = f"did you mean {near[0]}?" if near else "drop it, or name another"
            message = f"the new version has no field {name!r}; {hint}"
            yield _fault(path, "no-place", message, name)
            return
        if carried.form is None:
            # Where it comes from is not known, and that has been said.
            return
        if target.section_id != carried.section:
            message = (
                f"{name!r} stands in {target.section_id!r} in the new version, not in"
                f" {carried.section!r}; move it"
            )
            yield _fault(path, "other-section", message, name)
        if carried.form != form_of(target.field):
            message = (
                f"an answer to {name!r} is {form_of(target.field)} in the new version,"
                f" and {carried.form} is brought"
            )
            yield _fault(path, "wrong-kind", message, name)
            return
        codes = codes_of(target.field)
        brought = carried.codes or frozenset()
        for code, place in carried.chosen:
            if codes is not None and code in brought - codes:
                near = near_misses(code, codes)
                hint = f"did you mean {near[0]}?" if near else "name one that is there"
                message = f"in the new version {name!r} has no choice {code!r}; {hint}"
                yield _fault(f"steps[{place}].codes", "unknown-choice", message, code)


def codes_of(field: AnyField) -> frozenset[str] | None:
    """Give the codes of a field; ``None`` for one without choices."""
    if isinstance(field, (ChoiceField, ChoicesField)):
        return frozenset(field.choices.ids)
    return None


def _as_text(found: Carried) -> Carried:
    known = found.form is not None
    return Carried(section=found.section, form=_TEXT) if known else found


def _need_text(found: Carried, name: str, path: str) -> Iterator[Problem]:
    if found.form not in {None, _TEXT}:
        message = (
            f"only text has a separator, and an answer to {name!r} is {found.form}"
        )
        yield _fault(path, "wrong-kind", message, name)


def _fault(path: str, code: str, message: str, given: str | None = None) -> Problem:
    return Problem(path=path, code=code, message=message, given=given)
