"""What every page shares: base template, components, static files, navigation."""
