"""Notifications: a line on a person's page and, as they choose, an email."""
