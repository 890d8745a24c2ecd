"""An invitation gives the right that it names: a role in an organisation, a course to take or to teach."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAMED = {
    "sqlite": "UPDATE invitation SET public_id = lower(hex(randomblob(11)))",
    "postgresql": "UPDATE invitation SET public_id = substr(md5(random()::text || id::text), 1, 22)",
}


def upgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("public_id", sa.String(length=22), nullable=True))
        table.add_column(sa.Column("course_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("course_role", sa.String(length=10), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_invitation_course_id_course"), "course", ["course_id"], ["id"])
    op.execute(NAMED[op.get_bind().dialect.name])
    op.execute("UPDATE invitation SET role = '' WHERE organization_id IS NULL")
    with op.batch_alter_table("invitation") as table:
        table.alter_column("public_id", existing_type=sa.String(length=22), nullable=False)
        table.alter_column("course_role", existing_type=sa.String(length=10), server_default=None)
        table.create_unique_constraint(op.f("uq_invitation_public_id"), ["public_id"])
        table.create_index(op.f("ix_invitation_organization_id"), ["organization_id"])
        table.create_index(op.f("ix_invitation_course_id"), ["course_id"])
        table.create_check_constraint(
            op.f("ck_invitation_role_belongs_to_an_organization"), "(organization_id IS NULL) = (role = '')"
        )
        table.create_check_constraint(
            op.f("ck_invitation_course_role_belongs_to_a_course"), "(course_id IS NULL) = (course_role = '')"
        )
        table.create_check_constraint(
            op.f("ck_invitation_course_role_is_known"), "course_role IN ('', 'learner', 'teacher')"
        )
