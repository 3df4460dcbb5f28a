"""Worker processes: a death costs one call, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.workers import in_processes

DIES = "__import__('os')._exit(9)"


@pytest.mark.slow
def test_one_call_that_kills_its_process_costs_only_itself() -> None:
    calls = {f"n{n}": (f"{n} * {n}",) for n in range(8)} | {"bad": (DIES,)}
    calls = dict(sorted(calls.items()))  # the bad one comes first
    found = dict(in_processes(eval, calls, 2, calls_per_worker=100))
    assert found == {"bad": None} | {f"n{n}": n * n for n in range(8)}


@pytest.mark.slow
def test_what_a_call_raises_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        dict(in_processes(eval, {"a": ("1 / 0",)}, 1, calls_per_worker=100))


SLEEPERS = """
from studio.workers import in_processes
if __name__ == "__main__":
    call = "(print(__import__('os').getpid(), flush=True), __import__('time').sleep(600))"
    list(in_processes(eval, {"a": (call,), "b": (call,)}, 2, calls_per_worker=9))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(ending: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert parent.stdout
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(ending)
    parent.wait(timeout=30)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(alive, workers)):
        time.sleep(0.05)
    assert not any(map(alive, workers))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")  # a zombie that nobody collects is dead
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
