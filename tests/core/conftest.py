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
    """From here on there is one migration more; the tables of this version are older ones."""

    def release() -> None:
        folder = tmp_path / "next_migrations"
        shutil.copytree(ROOT / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(NEXT.format(before=newest()))
        monkeypatch.setattr(migrate, "directory", str(folder))

    return release
