"""Durable answers a second through the whole stack, as a share of the bare app's in the same run."""

import statistics

from bench.load import press

CONNECTIONS, GOAL, TAIL = 16, 0.65, 1.5


def durable(ground, rounds, seconds):
    """The lines to print, from alternating rounds. Every answer is acknowledged after its commit, none refused."""
    ours, limit = ground.answers(CONNECTIONS)
    press(ours, 1)
    press(limit, 1)  # both warm before the first round
    samples = [(press(ours, seconds), press(limit, seconds)) for _ in range(rounds)]
    share = statistics.median(mine.rate / theirs.rate for mine, theirs in samples)
    tail = statistics.median(mine.percentile(0.99) / theirs.percentile(0.99) for mine, theirs in samples)
    mine, theirs = (statistics.median(each.rate for each in column) for column in zip(*samples, strict=True))
    refused = sum(mine.failures for mine, _theirs in samples)
    yield (
        f"durable answers at {CONNECTIONS} clients: {mine:.0f} a second, the bare app {theirs:.0f}: "
        f"{share:.0%} (goal: at least {GOAL:.0%})"
    )
    yield (
        f"{'':14}p99 {tail:.2f} times the bare app's (goal: at most {TAIL}); "
        f'refused, as with "database is locked": {refused}'
    )
