"""The record of a session: what is stored, how it continues, and its judge."""
