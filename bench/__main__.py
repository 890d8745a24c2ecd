"""./manage bench [--database sqlite|postgresql|both] [--rounds N] [--seconds N] [--connections N].

Prints what a start costs, what saving and publishing in the course editor cost, what our lesson, course page, attempt
page, answer save and submitting cost beside a bare Flask app, alternating in one run, and how many answers a second
become durable at 16 clients, as a share of the bare app's.
The figure to look at is CPU per request, as a ratio; absolute times are this machine's. Nothing here fails on a time.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.durable import CONNECTIONS, durable
from bench.ground import Ground
from bench.load import press
from bench.save import save
from bench.start import start
from bench.weight import weights
from tests import postgres

PARTS = ("start", "save", "lesson", "course", "attempt", "answer", "finish", "durable")
WARM = 1  # second, before the first round


def main():
    options = _options()
    alone = {"start": start, "save": save}
    for name, part in alone.items():
        if options.only in ("", name):
            with tempfile.TemporaryDirectory(prefix="palpate-bench-") as folder:
                for line in part(Path(folder), options.rounds):
                    print(line, flush=True)
    if options.only in alone:
        return
    kinds = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="palpate-bench-") as folder:
            _measure(kind, Path(folder), options)


def _options():
    parser = argparse.ArgumentParser(prog="./manage bench", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--only", default="", choices=["", *PARTS])
    return parser.parse_args()


def _measure(kind, folder, options):
    server = postgres.Server() if kind == "postgresql" else None
    if server:
        postgres.create(server.url("ours"))
        postgres.create(server.url("bare"))
    urls = (server.url("ours"), server.url("bare")) if server else ("", f"sqlite:///{folder / 'limit.db'}")
    students = max(options.connections, CONNECTIONS)
    ground = Ground(folder, *urls, students, also=(server.pid,) if server else ())
    try:
        print(f"\n{kind}: {options.rounds} rounds of {options.seconds:g} s, {options.connections} connections")
        print(
            f"{'':14}{'CPU ms/req':>11}{'req/s':>8}{'p50 ms':>8}{'p95':>8}{'p99':>8}{'failed':>8}   beside the bare app"
        )
        _figures(ground, options)
    finally:
        ground.stop()
        if server:
            server.stop()


def _figures(ground, options):
    for pair in ground.targets(options.connections):
        if options.only in ("", pair[0]):
            _compare(*pair, options)
    if options.only in ("", "finish"):
        _compare("finish", 2.8, *ground.finish(options.connections, WARM + options.rounds * options.seconds), options)
    if options.only in ("", "durable"):
        for line in durable(ground, options.rounds, options.seconds):
            print(line, flush=True)
    for line in weights(ground):
        print(line)


def _compare(name, goal, ours, limit, options):
    press(ours, WARM)
    press(limit, WARM)  # warm up both before the first round
    rounds = [(press(ours, options.seconds), press(limit, options.seconds)) for _ in range(options.rounds)]
    ratio = statistics.median(mine.cpu_ms / theirs.cpu_ms for mine, theirs in rounds)
    _row(name, [mine for mine, _theirs in rounds], f"   {ratio:.2f} times (goal: at most {goal})")
    _row(limit.name, [theirs for _mine, theirs in rounds])


def _row(name, samples, note=""):
    def middle(value):
        return statistics.median(value(sample) for sample in samples)

    cells = f"{middle(lambda s: s.cpu_ms):11.2f}{middle(lambda s: s.rate):8.0f}"
    cells += "".join(f"{middle(lambda s, p=p: s.percentile(p)):8.1f}" for p in (0.5, 0.95, 0.99))
    print(f"{name:14}{cells}{sum(s.failures for s in samples):8}{note}", flush=True)


if __name__ == "__main__":
    main()
