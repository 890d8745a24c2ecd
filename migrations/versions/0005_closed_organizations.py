"""A school or clinic that has closed keeps its past; nobody belongs to it any more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organization", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
