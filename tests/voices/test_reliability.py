"""pass^k and pass@k against a count of all draws."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.reliability import KS, Reliability, pass_all, pass_any


@given(st.lists(st.booleans(), min_size=1, max_size=9), st.integers(1, 9))
def test_they_are_shares_of_all_draws(trials: list[bool], k: int) -> None:
    draws = list(combinations(trials, k))
    if not draws:
        assert pass_all(sum(trials), len(trials), k) is None
        return
    every = sum(all(draw) for draw in draws) / len(draws)
    some = sum(any(draw) for draw in draws) / len(draws)
    assert pass_all(sum(trials), len(trials), k) == pytest.approx(every)
    assert pass_any(sum(trials), len(trials), k) == pytest.approx(some)


def test_a_check_that_fails_once_in_eight_is_seldom_passed_by_eight_calls() -> None:
    found = Reliability({"pitch": (True,) * 8, "tone": (True,) * 7 + (False,)})
    assert found.mean_pass_all(1) == pytest.approx(0.9375)
    assert found.mean_pass_all(8) == pytest.approx(0.5)
    assert found.mean_pass_any(8) == 1.0
    assert found.unsteady == ("tone",)
    assert found.rejects == {"pitch": 0.0, "tone": 0.125}
    assert list(found.as_dict()["pass^k"]) == [str(k) for k in KS]


def test_no_trials_give_no_figure() -> None:
    assert Reliability({}).mean_pass_all(1) is None
    assert Reliability({"pitch": (True,)}).mean_pass_all(2) is None
    with pytest.raises(ValueError, match="cannot pass"):
        pass_all(3, 2, 1)
