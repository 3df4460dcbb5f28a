"""Every number up to 99,999 against num2words and CLDR."""

from __future__ import annotations

import pytest
from number_sources import SOURCES, differences


@pytest.mark.slow
@pytest.mark.parametrize("source", ["num2words", "cldr"])
@pytest.mark.parametrize("tag", SOURCES)
def test_only_listed_differences(tag: str, source: str) -> None:
    unlisted, _ = differences(tag, "cardinal", source, range(100_000))
    assert not unlisted, (len(unlisted), unlisted[:5])
