"""Acting without a client: conversations and simulations, run and judged on the server."""
