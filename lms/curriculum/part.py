"""The base of every part of the compiled course."""

from pydantic import BaseModel, ConfigDict

ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"  # the form of ids


class Part(BaseModel):
    """A frozen part of the document. An unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
