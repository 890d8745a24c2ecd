"""What the kinds that are asked on a figure share: the grid over it, zones on it, and how both are shown."""
