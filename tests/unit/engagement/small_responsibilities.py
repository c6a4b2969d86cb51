"""Small tables of responsibilities, made by hand or drawn."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import strategies as st

from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    Contact,
    ContactSubject,
    CustomerSuccessTask,
    EngagementActivity,
    EngagementModel,
    EngagementStage,
    Responsibilities,
    ResponsibilityCell,
    Side,
    TaskRole,
)

ACTIVITIES = "abcdefgh"


def model(id_: str, **terms: Any) -> EngagementModel:
    """Give a model by its id."""
    terms = {"led_by": Side.PARTNER, **terms}
    return EngagementModel(
        id=id_, name=id_.title(), description=f"as {id_} does", **terms
    )


def cell(
    stage: str, model_: str, side: Side | str, /, **terms: Any
) -> ResponsibilityCell:
    """Give a cell with its place in its id; with nothing in it, it says so."""
    if not {"not_applicable", "activities", "includes"} & set(terms):
        terms = {**terms, "not_applicable": True}
    return ResponsibilityCell(
        id=f"{stage}_{model_}_{side}",
        stage=stage,
        model=model_,
        side=Side(side),
        **terms,
    )


def task(id_: str, *needs: str, role: str = "r", **terms: Any) -> CustomerSuccessTask:
    """Give a task by its id and what it needs."""
    return CustomerSuccessTask(
        id=id_, role=role, name=f"do {id_}", needs=needs, **terms
    )


def contact(id_: str, *subjects: str) -> Contact:
    """Give a team by its id and what it is asked about."""
    return Contact(
        id=id_,
        name=id_,
        side=Side.VENDOR,
        subjects=Catalogue(ContactSubject(id=each, name=each) for each in subjects),
    )


def small(*cells: ResponsibilityCell, **terms: Any) -> Responsibilities:
    """Give one stage, one model and both sides, with some cells put in their place."""
    given = {each.id: each for each in cells}
    standard = [cell("s", "m", side) for side in Side]
    found = {each.id: each for each in standard} | given
    parts: dict[str, Any] = {
        "id": "small",
        "name": "Small",
        "models": Catalogue([model("m")], kind="model"),
        "stages": Catalogue([EngagementStage(id="s", name="S")], kind="stage"),
        "activities": activities(),
        "cells": Catalogue(found.values(), kind="cell"),
        "roles": Catalogue([TaskRole(id="r", name="R")], kind="role"),
        **terms,
    }
    return Responsibilities(**parts)


def activities() -> Catalogue[EngagementActivity]:
    """Give some activities."""
    return Catalogue(
        (EngagementActivity(id=each, name=f"do {each}") for each in ACTIVITIES),
        kind="activity",
    )


@st.composite
def tables(draw: st.DrawFn) -> Responsibilities:
    """Draw a sound definition: each model may include any of those before it."""
    stages = [f"s{number}" for number in range(draw(st.integers(1, 2)))]
    models = [f"m{number}" for number in range(draw(st.integers(1, 3)))]
    cells: dict[str, ResponsibilityCell] = {}
    held: dict[str, set[str]] = {}
    for stage, side, (place, name) in product(stages, Side, enumerate(models)):
        earlier = [f"{stage}_{each}_{side}" for each in models[:place]]
        inner = draw(st.sampled_from([None, *earlier]))
        left = sorted(set(ACTIVITIES) - held.get(str(inner), set()))
        own = draw(st.lists(st.sampled_from(left), unique=True, max_size=3))
        optional = tuple(each for each in own if draw(st.booleans()))
        made = cell(
            stage,
            name,
            side,
            activities=tuple(own),
            optional=optional,
            includes=inner,
            not_applicable=inner is None and not own,
        )
        cells[made.id] = made
        held[made.id] = {*own, *held.get(str(inner), set())}
    return small(
        models=Catalogue(map(model, models), kind="model"),
        stages=Catalogue(EngagementStage(id=each, name=each) for each in stages),
        cells=Catalogue(draw(st.permutations(list(cells.values()))), kind="cell"),
    )
