"""What was acknowledged outlives a power cut: the disk is rebuilt from a log of writes and syncs, and SQLite opens it.

The server, its stack and its SQLite are real; `disk.c` notes what they do to the database's files and when an
acknowledgement leaves. `powercut.py` says what a disk may hold after a cut. Weaker settings must lose by the same
measure.
"""

import itertools
import random
import shutil
from collections import Counter

import pytest
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DatabaseError

from lms.core.db import db
from lms.core.engine import sqlite
from tests.faults.answering import answering, broken, lost, total, until
from tests.faults.disk import NoCompiler, build
from tests.faults.powercut import Platter, Record, cuts, read, receipts

pytestmark = [pytest.mark.fault, pytest.mark.sqlite]
CLIENTS = 6
SMALL, FULL = (400, 40), (3000, 1000)  # answers saved, and images
CONTROLS = {"normal": 1, "off": 0}  # without the full figures the first alone, which is the harder one to see
CONTROL_SHARE = 4  # a control needs fewer images to lose
FATES = ("none", "some", "some", "all")
SEED = 20261122


@pytest.fixture
def recorded(live, students, disk):
    """`recorded(250)` saves so many answers, then kills the server: the files before, the log, the students."""
    numbers = itertools.count()

    def run(answers, **changes):
        people = students(CLIENTS)
        db.session.remove()
        db.engine.dispose()  # the last one out empties the log into the file
        file = live.settings.var.resolve() / "palpate.db"
        base = {str(each): each.read_bytes() for each in file.parent.glob("palpate.db*")}
        assert list(base) == [str(file)], "somebody has the database open"
        log = live.folder / f"disk-{next(numbers)}.log"
        live.start(**disk.logged(file, log), **changes)
        with answering(live.port, people) as clients:
            until(lambda: total(clients)[200] >= answers, 600)
        live.kill()
        return base, read(log), clients

    return run


def examined(folder, image, acknowledged):
    """What is wrong with an image once SQLite has opened it: faults of the file, and lost answers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in image.items():
        (folder / path.rsplit("/", 1)[1]).write_bytes(content)
    engine = create_engine(f"sqlite:///{folder}/palpate.db", module=sqlite, poolclass=NullPool)
    try:
        with engine.connect() as database:
            faults = broken(database)
            gone = [each for public_id, saved in acknowledged.items() for each in lost(database, public_id, saved)]
    except DatabaseError as error:
        return [str(error.orig)], []
    return faults, gone


def power_cuts(folder, base, records, clients, count):
    """Cut the power so many times; images, those that lost something, lost answers, broken files."""
    chance, found, acknowledged = random.Random(SEED), Counter(images=0, losing=0, lost=0, corrupt=0), {}
    whose = {receipt: (each.public_id, saved) for each in clients for receipt, saved in each.receipts.items()}
    platter = Platter(base, str(next(iter(base))).rsplit("/", 1)[0])
    played = 0
    for number, cut in enumerate(cuts(records, count, chance)):
        for at, record in enumerate(records[played:cut], played):
            platter.play(at, record)
            for public_id, saved in (whose[each] for each in receipts(record) if each in whose):
                acknowledged.setdefault(public_id, []).append(saved)
        played = cut
        faults, gone = examined(folder, platter.image(FATES[number % len(FATES)], chance), acknowledged)
        found += Counter(images=1, losing=bool(gone), lost=len(gone), corrupt=bool(faults))
    return {name: found[name] for name in ("images", "losing", "lost", "corrupt")}


def test_no_acknowledged_answer_is_lost_by_a_power_cut(recorded, tmp_path, full, proof):
    answers, images = FULL if full else SMALL
    base, records, clients = recorded(answers)
    found = power_cuts(tmp_path / "image", base, records, clients, images)
    acknowledged = total(clients)[200]
    done = Counter((record.kind, record.path.rpartition("palpate.")[2]) for record in records)
    checkpoints = done["s", "db"]
    proof("power-cut", acknowledged=acknowledged, writes=done["W", "db"] + done["W", "db-wal"],
          syncs=done["s", "db-wal"] + checkpoints, checkpoints=checkpoints, **found)  # fmt: skip
    assert done["A", ""] >= acknowledged, "each acknowledgement left through the log"
    assert checkpoints, "the log was emptied into the file meanwhile: the dangerous moment was there"
    assert found == {"images": images, "losing": 0, "lost": 0, "corrupt": 0}


def test_a_weaker_setting_loses_by_the_same_measure(recorded, tmp_path, full, proof):
    answers, images = (each // CONTROL_SHARE for each in (FULL if full else SMALL))
    for setting in CONTROLS if full else list(CONTROLS)[:1]:
        weaker = {"door": "tests.faults.weaker:app", "WEAKER_SYNCHRONOUS": str(CONTROLS[setting])}
        base, records, clients = recorded(answers, **weaker)
        found = power_cuts(tmp_path / "image", base, records, clients, images)
        proof(f"power-cut-control-{setting}", acknowledged=total(clients)[200], **found)
        assert found["losing"] > 0, setting


def test_a_missing_compiler_is_said_aloud(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoCompiler, match="nothing was proved about power cuts and full disks"):
        build(tmp_path)


# Exactly what the rebuilt disk promises:


def play(*records, base=b"old!" * 256):
    platter = Platter({"/d/f": base}, "/d")
    for number, record in enumerate(records):
        platter.play(number, Record(*record))
    return platter


def contents(platter, fate, times=200):
    """What a file may hold, over many fates."""
    return {bytes(platter.image(fate, random.Random(seed)).get("/d/f", b"")) for seed in range(times)}


def test_what_was_synced_is_there_and_what_was_not_may_be_torn_or_missing():
    new = b"new!" * 256
    synced = play(("W", "/d/f", 0, new), ("b", "/d/f", 1, b""), ("s", "/d/f", 1, b""))
    assert contents(synced, "some") == contents(synced, "none") == {new}
    unsynced = play(("W", "/d/f", 0, new), ("b", "/d/f", 1, b""))
    old = b"old!" * 256
    assert contents(unsynced, "none") == {old}
    assert contents(unsynced, "all") == {new}
    assert contents(unsynced, "some") == {old, new, old[:512] + new[512:], new[:512] + old[512:]}


def test_what_was_written_after_a_sync_began_is_not_certain():
    later = play(("b", "/d/f", 1, b""), ("W", "/d/f", 0, b"late"), ("s", "/d/f", 1, b""), base=b"old!")
    assert contents(later, "some") == {b"old!", b"late"}


def test_a_name_is_certain_once_its_folder_was_synced():
    removed = [("U", "/d/f", 0, b"")]
    assert contents(play(*removed), "some") == {b"", b"old!" * 256}
    assert contents(play(*removed, ("b", "/d", 1, b""), ("s", "/d", 1, b"")), "some") == {b""}
    made = [("W", "/d/g", 0, b"x"), ("b", "/d/g", 1, b""), ("s", "/d/g", 1, b"")]
    assert "/d/g" not in play(*made).image("none", random.Random(1))
    assert play(*made, ("b", "/d", 1, b""), ("s", "/d", 1, b"")).image("none", random.Random(1))["/d/g"] == b"x"
