"""The training status of a clinic: who belongs to it, what they have achieved, until when, and why not."""
