"""Drafts, submissions, corrections and deletions, beside the plainest model of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from partner_success.questionnaires import (
    ChainLink,
    Draft,
    Questionnaire,
    Submission,
    Submitted,
    check,
    correct,
    delete,
    read_chain,
    start_draft,
    submit,
    verify,
)
from tests.unit.questionnaires.signing import (
    ANSWERS,
    AT,
    MARK,
    SIGNER,
    questionnaire,
)

sections: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "contract": st.fixed_dictionaries(
            {},
            optional={
                "signed": st.booleans() | st.just("no"),
                "signed_on": st.sampled_from(["2026-03-01", "2026-03-09"]),
                "reference": st.sampled_from(["PPA-7", "", 7]),
            },
        ),
        "size": st.fixed_dictionaries(
            {}, optional={"users": st.integers(0, 60), "large": st.booleans()}
        ),
    },
)


class SubmissionMachine(RuleBasedStateMachine):
    """Answers, submits, corrects and deletes, as people do.

    The model is a list of ids in the order in which each replaced the one before, and
    which of them were deleted.
    """

    asked: Questionnaire
    draft: Draft

    @initialize()
    def begin(self) -> None:
        self.asked = questionnaire()
        self.at = AT
        self.store: dict[str, ChainLink] = {}
        self.order: list[str] = []
        self.deleted: set[str] = set()
        self.forms: dict[str, bytes] = {}
        self.draft = start_draft(
            self.asked, id="d-1", partner_id="p-1", at=self.at, by="u-1"
        )

    @rule(answers=sections | st.just(ANSWERS), wait=st.integers(0, 600))
    def save(self, answers: Any, wait: int) -> None:
        self.at += timedelta(minutes=wait)
        before = self.draft
        self.draft = before.save(answers, at=self.at, by="u-1")
        assert (before.id, self.draft.id) == ("d-1", "d-1")

    @rule(role=st.sampled_from(["PSM", "PAM", "TAM"]))
    def submit(self, role: str) -> None:
        id_ = f"s-{len(self.order) + 1}"
        signer = attrs.evolve(SIGNER, role=role)
        signing: dict[str, Any] = {"signer": signer, "mark": MARK, "at": self.at}
        if self.order:
            last = self.store[self.order[-1]]
            done = correct(last, self.draft, self.asked, id=id_, **signing)
        else:
            done = submit(self.draft, self.asked, id=id_, **signing)
        self.settle(done, role)

    def settle(self, done: Submitted, role: str) -> None:
        """Hold what came of it to what the model expects."""
        answers: Any = self.draft.answers
        wrong = {
            problem.path
            for problem in check(self.asked, answers, on=self.at.date())
            if problem.code != "hidden-field"
        }
        assert {problem.path for problem in done.problems} == wrong
        refused = bool(wrong) or role == "TAM"
        assert done.refused == refused
        if done.submission is not None:
            kept: Any = done.submission.answers
            assert check(self.asked, kept, on=self.at.date()) == ()
            self.store[done.submission.id] = done.submission
            self.forms[done.submission.id] = done.submission.signed_form()
            self.order.append(done.submission.id)

    @precondition(lambda self: set(self.order) - self.deleted)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(set(self.order) - self.deleted)))
        record = self.store[id_]
        assert isinstance(record, Submission)
        self.store[id_] = delete(record, at=self.at, by="u-9", reason="asked for")
        self.deleted.add(id_)

    @precondition(lambda self: set(self.order) - self.deleted)
    @rule(data=st.data())
    def tamper(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(sorted(set(self.order) - self.deleted)))
        record = self.store[id_]
        assert isinstance(record, Submission)
        answers = {**record.answers, "contract": {"signed": "perhaps"}}
        assert not verify(attrs.evolve(record, answers=answers)).holds

    @invariant()
    def the_chain_is_whole(self) -> None:
        chain = read_chain(reversed(self.store.values()))
        assert [record.id for record in chain.history] == self.order
        assert chain.faults == ()
        last = (
            self.order[-1] if self.order and self.order[-1] not in self.deleted else 0
        )
        assert (chain.current.id if chain.current else 0) == last

    @invariant()
    def what_was_submitted_stays(self) -> None:
        for id_, record in self.store.items():
            if isinstance(record, Submission):
                assert record.signed_form() == self.forms[id_]
                assert verify(record, questionnaire=self.asked).holds


@pytest.mark.rule("QST-06", "QST-07")
class TestSubmissions(SubmissionMachine.TestCase):  # type: ignore[misc,name-defined]
    """Whatever people do, in any order."""

    settings = settings(max_examples=30, stateful_step_count=25)
