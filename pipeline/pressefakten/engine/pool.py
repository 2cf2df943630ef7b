"""Worker processes: tasks in, answers out in the order of the tasks; a process that dies costs one task, not the run.

`multiprocessing.Pool` waits for ever when a worker is killed, and an executor gives up altogether: here a task that
kills its process is tried once more alone and then answered with `Died`.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")
CHUNK = 4
"""Tasks a message: the answer to one message is awaited before the next is sent, so that pipes never block."""
AHEAD = 4
"""Chunks a worker that may be under way or wait for an earlier one: the bound of the memory."""
TIME_LIMIT = 300.0
"""Seconds a task may take before its process is ended."""


@dataclass(frozen=True)
class Died:
    """Why there is no answer."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class _Chunk(Generic[Task, Answer]):
    tasks: list[Task]
    answers: list[Answer | Died] | None = None
    parts: list[_Chunk[Task, Answer]] = field(default_factory=list)

    def done(self) -> bool:
        return all(part.done() for part in self.parts) if self.parts else self.answers is not None

    def pairs(self) -> Iterator[tuple[Task, Answer | Died]]:
        if self.parts:
            for part in self.parts:
                yield from part.pairs()
        else:
            yield from zip(self.tasks, self.answers or [], strict=True)


def in_order(
    work: Callable[[Task], Answer], tasks: Iterable[Task], *, jobs: int = 1, time_limit: float = TIME_LIMIT
) -> Iterator[tuple[Task, Answer | Died]]:
    """Each task with its answer, in order. With one job the work is done in this process."""
    if jobs <= 1:
        for task in tasks:
            yield task, work(task)
        return
    pool: _Pool[Task, Answer] = _Pool(work, jobs, time_limit)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.close()


class _Pool(Generic[Task, Answer]):
    def __init__(self, work: Callable[[Task], Answer], jobs: int, time_limit: float) -> None:
        fork = "fork" in multiprocessing.get_all_start_methods()  # shares the loaded pipeline; elsewhere it is pickled
        self.context: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self.work, self.jobs, self.time_limit = work, jobs, time_limit
        self.workers: list[_Worker[Task, Answer]] = []
        self.retries: deque[_Chunk[Task, Answer]] = deque()

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Answer | Died]]:
        for _ in range(self.jobs):
            self._hire()
        waiting: deque[_Chunk[Task, Answer]] = deque()
        more = True
        while more or waiting:
            more = self._feed(tasks, waiting) and more
            if waiting and not waiting[0].done():
                self._collect()
                continue
            while waiting and waiting[0].done():
                self._feed(tasks, waiting)
                yield from waiting.popleft().pairs()

    def _feed(self, tasks: Iterator[Task], waiting: deque[_Chunk[Task, Answer]]) -> bool:
        """Give every idle worker a chunk; False where there are no more tasks."""
        for worker in self.workers:
            if worker.chunk is not None:
                continue
            if self.retries:
                worker.send(self.retries.popleft())
            elif len(waiting) < self.jobs * AHEAD:
                chunk: _Chunk[Task, Answer] = _Chunk(list(islice(tasks, CHUNK)))
                if not chunk.tasks:
                    return False
                waiting.append(chunk)
                worker.send(chunk)
        return True

    def _collect(self) -> None:
        """Wait for an answer, a death or the end of somebody's time."""
        busy = [worker for worker in self.workers if worker.chunk is not None]
        now = time.monotonic()
        ready = wait([worker.pipe for worker in busy], timeout=max(0.0, min(worker.deadline for worker in busy) - now))
        for worker in busy:
            if worker.pipe in ready:
                if not worker.receive():
                    self._replace(worker, "its process died")
            elif worker.deadline < time.monotonic():
                self._replace(worker, f"it took longer than {self.time_limit:.0f} s")

    def _replace(self, worker: _Worker[Task, Answer], reason: str) -> None:
        """End the worker, hire another one, and try its tasks one by one."""
        chunk = worker.chunk
        worker.end()
        self.workers.remove(worker)
        self._hire()
        if chunk is not None and len(chunk.tasks) == 1:
            chunk.answers = [Died(f"{reason} while this document was read. Give it alone, or report it as a bug")]
        elif chunk is not None:
            chunk.parts = [_Chunk([task]) for task in chunk.tasks]
            self.retries.extend(chunk.parts)

    def _hire(self) -> None:
        self.workers.append(_Worker(self.context, self.work, [worker.pipe for worker in self.workers], self.time_limit))

    def close(self) -> None:
        for worker in self.workers:
            worker.end()


class _Worker(Generic[Task, Answer]):
    def __init__(self, context: Any, work: Callable[[Task], Answer], others: list[Connection], limit: float) -> None:
        self.pipe, theirs = context.Pipe()
        # a forked child inherits the ends of its siblings' pipes: it closes them, so that all end with this process
        self.process = context.Process(target=_serve, args=(theirs, [*others, self.pipe], work), daemon=True)
        self.process.start()
        theirs.close()
        self.limit, self.deadline = limit, 0.0
        self.chunk: _Chunk[Task, Answer] | None = None

    def send(self, chunk: _Chunk[Task, Answer]) -> None:
        self.chunk, self.deadline = chunk, time.monotonic() + self.limit * len(chunk.tasks)
        with suppress(OSError):  # it is dead: the next `receive` finds out
            self.pipe.send(chunk.tasks)

    def receive(self) -> bool:
        """Store the answers; False where the process died."""
        assert self.chunk is not None
        try:
            self.chunk.answers = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self.chunk = None
        return True

    def end(self) -> None:
        self.pipe.close()
        if self.chunk is not None:
            self.process.kill()
        self.process.join(timeout=5)
        if self.process.is_alive():
            self.process.kill()


def _serve(pipe: Connection, others: list[Connection], work: Callable[[Any], Any]) -> None:
    """The life of a worker: it ends when the other end of its pipe does."""
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides
    gc.freeze()  # what was loaded before stays shared between the processes
    while True:
        try:
            tasks = pipe.recv()
        except (EOFError, OSError):
            return
        answers = [work(task) for task in tasks]
        try:
            pipe.send(answers)
        except OSError:
            return
