"""The pages of a conversation: the open run and the debrief."""
