"""What translators are given, what they give back, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.interop import format_document, parse_document, structure
from partner_success.interop import unstructure as plain
from partner_success.questionnaires import (
    MESSAGES,
    ChoiceField,
    Constraint,
    Questionnaire,
    RatingField,
    Section,
    TranslatedText,
    Translation,
    compare,
    message_problems,
    texts_to_translate,
    translation_problems,
    untranslated,
    with_translation,
)
from tests.unit.questionnaires.building_blocks import choices, must, yes, yes_no


def asked(**translations: dict[str, str]) -> Questionnaire:
    """A questionnaire with a text of most kinds; tags are written with underscores."""
    constraint = Constraint(id="c", condition=yes("x"), message="not so")
    x = yes_no("x", constraints=(constraint,))
    y = ChoiceField(id="y", label="Y?", help="Choose.", choices=choices("gold", "iron"))
    z = RatingField(id="z", label="Z?", lowest_label="bad")
    section = Section(id="a", title="A", fields=[x, y, z], criteria=[must("x")])
    return Questionnaire(
        id="q",
        version="1.0.0",
        title="Q",
        sections=[section],
        translations={
            tag.replace("_", "-"): each for tag, each in translations.items()
        },
    )


def filled(questionnaire: Questionnaire, language: str = "de") -> Translation:
    """A whole translation, in which each text is in capitals."""
    empty = texts_to_translate(questionnaire, language)
    texts = [attrs.evolve(each, text=each.source.upper()) for each in empty.texts]
    return attrs.evolve(empty, texts=texts)


def codes(translation: Translation, questionnaire: Questionnaire) -> list[Any]:
    """Paths and codes of what is wrong."""
    found = translation_problems(translation, questionnaire)
    return [(each.path, each.code) for each in found]


@pytest.mark.rule("QST-01")
def test_every_text_is_there_once_in_the_order_of_the_form() -> None:
    """Empty ones are left out, and what is translated already stands beside."""
    given = texts_to_translate(asked(de={"title": "Fragen"}, de_AT={}), "DE")
    assert (given.questionnaire_id, given.version) == ("q", "1.0.0")
    assert (given.source_language, given.language) == ("en", "DE")
    assert [(each.place, each.source) for each in given.texts] == [
        ("title", "Q"),
        ("sections.a.title", "A"),
        ("criteria.x.message", "x is not so"),
        ("fields.x.label", "x?"),
        ("fields.x.constraints.c", "not so"),
        ("fields.y.label", "Y?"),
        ("fields.y.help", "Choose."),
        ("fields.y.choices.gold", "GOLD"),
        ("fields.y.choices.iron", "IRON"),
        ("fields.z.label", "Z?"),
        ("fields.z.lowest_label", "bad"),
    ]
    assert given.texts[0].text == "Fragen"
    assert given.missing == tuple(each.place for each in given.texts[1:])
    # A region is given its own texts alone.
    austrian = texts_to_translate(asked(de={"title": "Fragen"}), "de-AT")
    assert austrian.texts[0].text == ""


@pytest.mark.parametrize("language", ["en", "EN", "?", ""])
def test_a_language_to_translate_into_is_another_one(language: str) -> None:
    """Its own language and what is no tag are refused."""
    with pytest.raises(InvalidValueError, match="language"):
        texts_to_translate(asked(), language)


@pytest.mark.rule("QST-01")
def test_a_translation_travels_through_a_file() -> None:
    """What was written is read back, and untranslated texts stand there as empty."""
    given = texts_to_translate(asked(), "de")
    text = format_document(plain(given), "toml")
    assert 'source = "GOLD", text = ""' in text
    assert structure(parse_document(text, "toml"), Translation, subject="x") == given


@pytest.mark.rule("QST-01")
def test_a_whole_translation_is_taken_in() -> None:
    """Readers of the language see no other, and nothing else has changed."""
    questionnaire = asked(de={"title": "alt"}, fr={"title": "Questions"})
    done = with_translation(questionnaire, filled(questionnaire))
    german = done.localized("de")
    assert german.sections["a"].title == "A"
    assert german.fields["z"].label == "Z?"
    assert german.criteria["x"].message == "X IS NOT SO"
    assert untranslated(done, "de") == untranslated(done, "de-CH") == ()
    assert done.translations["fr"] == {"title": "Questions"}
    bare = attrs.evolve(done, translations={})
    assert bare == attrs.evolve(questionnaire, translations={})
    kinds = {
        (each.aspect, each.part) for each in compare(questionnaire, done).differences
    }
    assert kinds == {("translation", 3)}


@pytest.mark.rule("QST-01")
def test_a_tag_is_the_same_in_capitals() -> None:
    """Texts of another spelling of the tag are replaced, not kept beside."""
    questionnaire = asked(de={"title": "alt"})
    done = with_translation(questionnaire, filled(questionnaire, "DE"))
    assert done.languages == ("en", "DE")


@pytest.mark.rule("QST-01")
def test_what_is_missing_is_refused_unless_that_is_said() -> None:
    """Without a text the questionnaire's own language is shown, if one wants it so."""
    questionnaire = asked()
    given = filled(questionnaire)
    first, second, *rest = given.texts
    short = attrs.evolve(given, texts=[attrs.evolve(first, text=" "), *rest])
    assert codes(short, questionnaire) == [
        ("title", "missing"),
        ("sections.a.title", "missing"),
    ]
    with pytest.raises(InvalidDataError, match="no translation of 'Q'"):
        with_translation(questionnaire, short)
    done = with_translation(questionnaire, short, complete=False)
    assert untranslated(done, "de") == ("title", second.place)
    assert done.localized("de").title == "Q"


@pytest.mark.rule("QST-01")
def test_a_region_lacks_only_what_no_wider_language_has() -> None:
    """What de has need not be translated again for de-AT, nor anything for en-GB."""
    questionnaire = with_translation(asked(), filled(asked()))
    few = [TranslatedText(place="title", source="Q", text="Fragerl")]
    austrian = attrs.evolve(filled(asked()), language="de-AT", texts=few)
    assert codes(austrian, questionnaire) == []
    done = with_translation(questionnaire, austrian)
    assert done.localized("de-AT").title == "Fragerl"
    assert done.localized("de-AT").fields["x"].label == "X?"
    assert untranslated(done, "de-at") == ()
    british = attrs.evolve(austrian, language="en-GB")
    assert codes(british, questionnaire) == []
    done = with_translation(questionnaire, british)
    assert untranslated(done, "en-GB") == untranslated(done, "EN") == ()
    # Of de-AT alone everything else is missing.
    assert len(codes(austrian, asked())) == 10


@pytest.mark.rule("QST-01")
def test_faults_of_a_translation_are_all_named() -> None:
    """Another language, unknown places, old texts, doubles."""
    questionnaire = asked()
    given = filled(questionnaire)
    first, second, third, *rest = given.texts
    wrong = attrs.evolve(
        given,
        source_language="fr",
        language="d",
        texts=[
            first,
            first,
            attrs.evolve(second, source="B"),
            attrs.evolve(third, place="criteria.x.mesage"),
            attrs.evolve(third, place="zz"),
            *rest,
        ],
    )
    assert codes(wrong, questionnaire) == [
        ("source_language", "other-questionnaire"),
        ("language", "bad-language"),
        ("texts[0].place", "duplicate-text"),
        ("texts[1].place", "duplicate-text"),
        ("texts[2].source", "outdated"),
        ("texts[3].place", "unknown-text"),
        ("texts[4].place", "unknown-text"),
        ("criteria.x.message", "missing"),
    ]
    # Of another questionnaire none of this could be meant.
    alien = attrs.evolve(wrong, questionnaire_id="p")
    assert codes(alien, questionnaire) == [
        ("questionnaire_id", "other-questionnaire"),
        ("source_language", "other-questionnaire"),
        ("language", "bad-language"),
    ]
    said = [each.message for each in translation_problems(wrong, questionnaire)]
    assert "it is now 'A', translate that" in said[4]
    assert "did you mean criteria.x.message?" in said[5]
    assert said[6].endswith("leave it out")


@pytest.mark.rule("QST-01")
def test_a_newer_version_takes_what_has_not_changed() -> None:
    """The version is not compared; a text that was changed since is."""
    newer = attrs.evolve(asked(), version="2.0.0")
    assert codes(filled(asked()), newer) == []
    newer = attrs.evolve(newer, title="Questions")
    assert codes(filled(asked()), newer) == [("texts[0].source", "outdated")]


@pytest.mark.rule("QST-01")
def test_untranslated_texts_are_named() -> None:
    """Of a language that is there; another is unknown."""
    questionnaire = asked(de={"title": "Fragen"}, fr={})
    assert len(untranslated(questionnaire, "de")) == 10
    assert len(untranslated(questionnaire, "fr")) == 11
    with pytest.raises(UnknownNameError, match="no language is called 'it'"):
        untranslated(questionnaire, "it")


def test_other_things_are_refused() -> None:
    """What is no questionnaire, translation or text says what was needed."""
    anything: Any = {}
    for work in (
        lambda: texts_to_translate(anything, "de"),
        lambda: untranslated(anything, "de"),
        lambda: texts_to_translate(asked(), "de", earlier=anything),
        lambda: with_translation(asked(), anything),
        lambda: translation_problems(filled(asked()), anything),
    ):
        with pytest.raises(InvalidUseError, match="needs a"):
            work()
    with pytest.raises(InvalidModelError, match="expected text, found 3"):
        attrs.evolve(filled(asked()), version=anything or 3)
    with pytest.raises(InvalidModelError, match="texts: expected a tuple of"):
        attrs.evolve(filled(asked()), texts=[{"place": "title"}])


@pytest.mark.rule("QST-05")
def test_faults_of_messages_are_all_named() -> None:
    """Codes that nobody has, lost and unknown placeholders, and English left over."""
    assert message_problems(MESSAGES) == ()
    number: Any = 3
    messages = {
        **MESSAGES,
        "to-low": "?",
        "zzz": "?",
        "too-low": "{expected!r} {given.__class__} {given:>3} {0} {}",
        "too-high": "{expected",
        "too-long": number,
        "missing": "{given}{expected} {{x}}",
    }
    del messages["blank"]
    assert [(each.path, each.code) for each in message_problems(messages)] == [
        ("too-low", "unknown-placeholder"),
        ("too-low", "unknown-placeholder"),
        ("too-low", "unknown-placeholder"),
        ("too-low", "unknown-placeholder"),
        ("too-low", "unknown-placeholder"),
        ("too-low", "lost-placeholder"),
        ("too-low", "lost-placeholder"),
        ("too-high", "bad-braces"),
        ("too-long", "wrong-type"),
        ("to-low", "unknown-code"),
        ("zzz", "unknown-code"),
        ("blank", "missing"),
    ]
    said = [each.message for each in message_problems(messages)]
    assert "did you mean too-low?" in said[9]
    assert said[10].endswith("leave it out")


@pytest.mark.rule("QST-01")
def test_an_earlier_translation_is_taken_over_as_far_as_it_is_true() -> None:
    """Texts of another source have to be translated again, unless somebody did."""
    old = with_translation(asked(), filled(asked()))
    earlier = texts_to_translate(old, "de")
    # The file alone, with a questionnaire that has no German yet.
    bare = attrs.evolve(asked(), title="Questions", version="1.1.0")
    given = texts_to_translate(bare, "de", earlier=earlier)
    assert given.missing == ("title",)
    assert (given.version, given.texts[1].text) == ("1.1.0", "A")
    # A new version that kept its German, of which the English was changed.
    kept = attrs.evolve(old, title="Questions")
    assert texts_to_translate(kept, "de").missing == ()
    assert texts_to_translate(kept, "de", earlier=earlier).missing == ("title",)
    # Somebody has translated it again since.
    german = {**kept.translations["de"], "title": "Fragen", "fields.x.label": "x!"}
    done = attrs.evolve(kept, translations={"de": german})
    given = texts_to_translate(done, "de", earlier=earlier)
    assert (given.missing, given.texts[0].text) == ((), "Fragen")
    assert given.texts[3].text == "x!"
    # A place that the earlier file did not have.
    short = attrs.evolve(earlier, texts=earlier.texts[1:])
    assert texts_to_translate(kept, "de", earlier=short).missing == ()


@pytest.mark.parametrize(
    "change", [{"questionnaire_id": "p"}, {"source_language": "fr"}, {"language": "it"}]
)
def test_an_earlier_translation_belongs_here(change: dict[str, str]) -> None:
    """One of another questionnaire or language is refused."""
    earlier = attrs.evolve(filled(asked()), **change)
    with pytest.raises(InvalidValueError, match="earlier translation is of"):
        texts_to_translate(asked(), "de", earlier=earlier)
