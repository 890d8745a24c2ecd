"""Place and sink: a simulated first access. The model, the turns, the events, and the one judge of them all."""
