"""Worker processes that may die, and that never outlive the process that started them.

Conventions: a call is a function of the module level with arguments that can be pickled; calls
have names. Processes are spawned: espeak-ng and the threads of BLAS do not survive a fork.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait as wait_for_sentinel
from typing import Any, TypeVar

Result = TypeVar("Result")


def _start() -> None:
    """What each worker does first: leave Ctrl-C to the parent, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for_sentinel([sentinel])
    os._exit(1)


def in_processes(
    call: Callable[..., Result],
    arguments: Mapping[str, tuple[Any, ...]],
    workers: int,
    *,
    calls_per_worker: int,
) -> Iterator[tuple[str, Result | None]]:
    """Name and result of each call, as they come; None for one whose process died, twice.

    When a process dies, the calls that were in hand are suspects: they are made once more after
    all others, each in a pool of its own, so that one bad call costs only itself. What a call
    raises is raised here. Stopping the iteration stops the workers.
    """
    suspects: list[str] = []
    rest = list(arguments)
    while rest:
        hit: list[str] = []
        yield from _until_death(call, arguments, rest, hit, workers, calls_per_worker)
        suspects += hit
    for name in suspects:
        hit = []
        yield from _until_death(call, arguments, [name], hit, 1, calls_per_worker)
        if hit:
            yield name, None


def _until_death(
    call: Callable[..., Result],
    arguments: Mapping[str, tuple[Any, ...]],
    names: list[str],
    hit: list[str],
    workers: int,
    calls_per_worker: int,
) -> Iterator[tuple[str, Result]]:
    """Results until ``names`` is used up or a process dies; then ``hit`` gets what was in hand."""
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        max_tasks_per_child=calls_per_worker,
    )
    waiting: dict[Future[Result], str] = {}
    try:
        while names or waiting:
            # One call beyond the workers' number keeps all busy and the suspects few.
            while names and not hit and len(waiting) <= workers:
                name = names.pop(0)
                try:
                    waiting[pool.submit(call, *arguments[name])] = name
                except BrokenProcessPool:
                    hit.append(name)
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                name = waiting.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    hit.append(name)
                else:
                    yield name, result
            if hit and not waiting:
                return
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool at once; their results are not wanted any more."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        with suppress(OSError, ValueError):
            process.terminate()
