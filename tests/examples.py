"""How many examples a property tries: a few in a usual run, 3,000 under `./manage prove`.

The usual profile draws the same examples on every machine and at every run, so that a failure says something about
the change and nothing about chance. `./manage prove` draws new ones; what it finds becomes an `@example`.
"""

from hypothesis import HealthCheck, settings

USUAL, PROVE = "usual", "prove"
FULL = 3000

# A property fails on what is wrong, never on how long a busy machine took for it.
_untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile(USUAL, parent=_untimed, derandomize=True)
settings.register_profile(PROVE, parent=_untimed, derandomize=False, max_examples=FULL)


def at_most(count: int) -> int:
    """At most `count` examples in a usual run; all of them under `./manage prove`."""
    return max(count, FULL) if settings.default.max_examples == FULL else count  # type: ignore[union-attr]
