"""What every part of the compiled course is."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of the document; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
