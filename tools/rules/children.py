"""Work in forked children: each starts from the state of this process, and keeps it."""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import attrs

JobT = TypeVar("JobT")

AT_ONCE = 2


@attrs.frozen(kw_only=True)
class Ended(Generic[JobT]):
    """How a child ended.

    Attributes:
        job: What it was to do.
        answer: What it answered; ``None`` when it did not.
        error: What went wrong in it; ``None`` when it answered or ran out of time.
        timed_out: Whether it was stopped for taking longer than allowed.
        seconds: How long it ran.
    """

    job: JobT
    answer: Any
    error: str | None
    timed_out: bool
    seconds: float


@attrs.frozen(kw_only=True)
class _Child(Generic[JobT]):
    job: JobT
    pid: int
    pipe: int
    started: float
    limit: float

    @property
    def left(self) -> float:
        return max(0.0, self.started + self.limit - time.monotonic())


def run_children(
    jobs: Iterable[JobT],
    task: Callable[[JobT], object],
    limit: Callable[[JobT], float],
) -> Iterator[Ended[JobT]]:
    """Do each job in a child of its own, two at once, and give the ends as they come.

    Args:
        jobs: What is to be done; the next one is taken when a place is free.
        task: Does a job inside the child; what it returns goes back as JSON.
        limit: How many seconds a job may take.
    """
    waiting = iter(jobs)
    running: dict[int, _Child[JobT]] = {}
    try:
        while True:
            while len(running) < AT_ONCE:
                try:
                    job = next(waiting)
                except StopIteration:
                    break
                child = _start(job, task, limit(job))
                running[child.pipe] = child
            if not running:
                return
            yield from _ends(running)
    finally:
        for child in running.values():
            _stop(child)


def _ends(running: dict[int, _Child[JobT]]) -> Iterator[Ended[JobT]]:
    patience = min(child.left for child in running.values())
    ready, _, _ = select.select(list(running), [], [], patience)
    for pipe in ready:
        yield _harvest(running.pop(pipe))
    for child in [child for child in running.values() if not child.left]:
        _stop(running.pop(child.pipe))
        seconds = time.monotonic() - child.started
        yield Ended(
            job=child.job, answer=None, error=None, timed_out=True, seconds=seconds
        )


def _start(job: JobT, task: Callable[[JobT], object], limit: float) -> _Child[JobT]:
    # What is buffered would otherwise be written twice.
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _be_child(job, task, writing)
    os.close(writing)
    now = time.monotonic()
    return _Child(job=job, pid=pid, pipe=reading, started=now, limit=limit)


def _be_child(job: JobT, task: Callable[[JobT], object], writing: int) -> None:
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        try:
            text = json.dumps({"answer": task(job), "error": None})
        except Exception as error:  # noqa: BLE001 - the parent tells of it
            text = json.dumps({"answer": None, "error": repr(error)})
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            pipe.write(text)
    finally:
        # Neither the cleaning up nor the exit status of the parent is the child's.
        os._exit(0)


def _harvest(child: _Child[JobT]) -> Ended[JobT]:
    with os.fdopen(child.pipe, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child.pid, 0)
    found = json.loads(text) if text else {"answer": None, "error": "it died"}
    seconds = time.monotonic() - child.started
    return Ended(job=child.job, timed_out=False, seconds=seconds, **found)


def _stop(child: _Child[JobT]) -> None:
    os.kill(child.pid, signal.SIGKILL)
    os.close(child.pipe)
    os.waitpid(child.pid, 0)
