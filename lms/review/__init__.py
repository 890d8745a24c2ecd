"""Review of safety facts: a few questions a day, each just before it would be forgotten. Marks never change."""
