"""What every part of the compiled course is."""

from pydantic import BaseModel, ConfigDict

ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"  # how the id of a part is written


class Part(BaseModel):
    """A frozen part of the document; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
