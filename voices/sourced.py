"""What every row of a table owes: its sources and how well they were read.

Status letters: R read in the source, N read in notes on it, D computed from published data, X
measured on human speech, C measured on this project's own output, M memory, J judgement.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

STATUS = r"^[RNDXCMJ](\+[RNDXCMJ])*$"


class Sourced(BaseModel):
    """A row with its status letters and its source keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    status: Annotated[str, Field(pattern=STATUS)]
    source: Annotated[tuple[str, ...], Field(min_length=1)]

    @property
    def cited(self) -> str:
        """Sources and status in one line, for decisions and targets."""
        return f"{', '.join(self.source)} [{self.status}]"
