"""A small closed-loop load: keep-alive connections, each with its own person, each request timed."""

import http.client
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Target:
    """One thing to request. `requests(person)` yields (method, path, body, headers) without end."""

    name: str
    server: object
    requests: object
    headers: list  # one dict of headers for each connection


@dataclass
class Sample:
    """The measurements of one target in one round."""

    times: list = field(default_factory=list)
    failures: int = 0
    cpu_ms: float = 0.0
    wall: float = 0.0

    @property
    def rate(self):
        return len(self.times) / self.wall

    def percentile(self, share):
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def press(target, seconds):
    """Send requests for `seconds` over all connections. Returns the replies and what they cost the server."""
    sample, lock = Sample(), threading.Lock()
    end = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask, args=(target, person, headers, end, sample, lock))
        for person, headers in enumerate(target.headers)
    ]
    cpu, begun = target.server.cpu_seconds(), time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sample.wall = time.monotonic() - begun
    sample.cpu_ms = (target.server.cpu_seconds() - cpu) / max(len(sample.times), 1) * 1000
    return sample


def _ask(target, person, headers, end, sample, lock):
    connection = http.client.HTTPConnection("127.0.0.1", target.server.port, timeout=30)
    times, failures = [], 0
    for method, path, body, more in target.requests(person):
        if time.monotonic() >= end:
            break
        begun = time.perf_counter()
        connection.request(method, path, body, {**headers, **more})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        failures += answer.status >= 400
    connection.close()
    with lock:
        sample.times += times
        sample.failures += failures
