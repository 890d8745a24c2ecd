"""The pages of administrators, each with what builds it."""
