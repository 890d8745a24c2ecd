"""The server starts safely, or not at all."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from config import ROOT
from lms.core.engine import safe_wal
from tests.live import DidNotStart, LiveServer

pytestmark = pytest.mark.fault


def test_three_starts_at_once_migrate_one_after_the_other(tmp_path, durable):
    server = LiveServer(tmp_path, database_url=durable("live_three"))
    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(lambda _n: server.flask("db", "upgrade", check=False), range(3)))
    assert [each.returncode for each in done] == [0, 0, 0], "\n".join(each.stderr for each in done)
    server.flask("db", "check")


def test_it_does_not_serve_from_a_database_that_could_lose_an_answer(live):
    """PostgreSQL that does not wait for the disk, or an SQLite that can lose its log under two workers."""
    url = live.environment.get("LMS_DATABASE_URL", "")
    if url:
        unsafe = {"LMS_DATABASE_URL": f"{url}?options=-csynchronous_commit%3Doff"}
    else:
        hidden = live.folder / "hidden" / "pysqlite3"
        hidden.mkdir(parents=True)
        (hidden / "__init__.py").write_text("raise ImportError('hidden by a test')\n")
        unsafe = {"PYTHONPATH": str(hidden.parent)}
        if safe_wal(sqlite3.sqlite_version_info):  # a system whose own SQLite is new enough may serve
            live.start(**unsafe).stop()
            return
    with pytest.raises(DidNotStart, match=r"synchronous_commit=off|can lose a write-ahead log"):
        live.start(**unsafe)
    live.start()


def test_a_setting_that_cannot_be_read_stops_it_in_words(live):
    with pytest.raises(DidNotStart, match="LMS_SEKRET is not a setting"):
        live.start(LMS_SEKRET="x")


def test_a_broken_course_folder_leaves_the_last_good_edition(live):
    live.start()
    (live.folder / "courses" / "tiny" / "course.toml").write_text("title = ")
    done = live.flask("courses", "publish", "--changed", check=False)
    assert done.returncode == 1
    assert "course.toml:1" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert live.answers()
    checked = live.flask("courses", "check", check=False)
    assert checked.returncode == 1
    assert "course.toml:1" in checked.stdout + checked.stderr


def test_the_one_door_says_what_it_can_do():
    done = subprocess.run([sys.executable, "manage"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for name in ("run", "test", "check", "prove", "bench", "flask", "lock"):
        assert f"./manage {name}" in done.stdout
