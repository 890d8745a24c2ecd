"""For tests of the core: a version that comes after this one."""

import shutil

import pytest

from config import ROOT
from lms.core.db import migrate
from lms.core.schema import newest

NEXT = """
from alembic import op
revision, down_revision = "next", "{before}"
def upgrade():
    op.execute("ALTER TABLE person ADD COLUMN hand VARCHAR(5)")
"""


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Add a migration, so that the current tables are outdated."""

    def release() -> None:
        folder = tmp_path / "next_migrations"
        shutil.copytree(ROOT / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(NEXT.format(before=newest()))
        monkeypatch.setattr(migrate, "directory", str(folder))

    return release
