"""Receipts: for every acknowledged answer, a proof that only this server can make.

A receipt is the HMAC-SHA-256, under a key derived from the installation's secret, of attempt, question, sequence
number, answer and server time. A bare hash would not do: the answer is kept in the author's order, and whoever can
try the few possible answers against a hash would learn that order.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Acknowledged:
    """A stored change of an answer. `question` counts from 0."""

    question: int
    seq: int
    response: Any
    at: datetime
    late: bool = False


def key(secret: str) -> bytes:
    """The key of all receipts of an installation."""
    return hmac.digest(secret.encode(), b"receipts of answers", "sha256")


def receipt(key: bytes, attempt: str, told: Acknowledged) -> str:
    """The receipt in 64 hexadecimal digits; `attempt` is the public id."""
    content = [attempt, told.question, told.seq, told.response, told.at.isoformat(), told.late]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, canonical.encode(), hashlib.sha256).hexdigest()


def holds(key: bytes, attempt: str, told: Acknowledged, claimed: str) -> bool:
    """Whether a claimed receipt is ours, for this change of this answer."""
    return hmac.compare_digest(receipt(key, attempt, told).encode(), claimed.encode())


def lines(key: bytes, attempt: str, events: Iterable[Acknowledged]) -> Iterable[str]:
    """A line for each change: question from 1, sequence number, server time, receipt, and whether it was late."""
    for told in events:
        late = " late" if told.late else ""
        yield f"{told.question + 1} {told.seq} {told.at.isoformat()} {receipt(key, attempt, told)}{late}"
