"""The pages of a session: the open run and the debrief."""
