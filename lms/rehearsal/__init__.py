"""Rehearsals: conversations and simulations without a client, run and judged on the server."""
