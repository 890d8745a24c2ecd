"""What the kinds asked on a figure share: the grid, the zones, and how both are shown."""
