"""Tables of people and how they sign in."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, Moment, PublicId, random_id
from lms.core.ids import LinkId, PersonId, SessionId


class Person(Base):
    """A person with an account. Leaving empties the row and keeps its id, because other rows refer to it."""

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)  # lower case
    email_confirmed_at: Mapped[Moment | None]
    name: Mapped[str] = mapped_column(String(120))
    certificate_name: Mapped[str] = mapped_column(String(120), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    language: Mapped[str] = mapped_column(String(20), default="en")
    password_hash: Mapped[str] = mapped_column(String(200))
    admin: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    demo_part: Mapped[str] = mapped_column(String(60), default="")  # what a demo person demonstrates: "clinic manager"
    created_at: Mapped[Moment]
    left_at: Mapped[Moment | None]


class SignInSession(Base):
    """One signed-in browser. The cookie holds a random token, the row only its digest."""

    __tablename__ = "sign_in_session"

    id: Mapped[SessionId] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(default=random_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    browser: Mapped[str] = mapped_column(String(200))
    network: Mapped[str] = mapped_column(String(60))


class MailedLink(Base):
    """A one-time link sent by email, to create an account, change the address or set a new password.

    A link to create an account has an address and no person.
    """

    __tablename__ = "mailed_link"
    __table_args__ = (Index("ix_mailed_link_person_id_purpose", "person_id", "purpose"),)

    id: Mapped[LinkId] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))  # sign-up, address, password
    address: Mapped[str] = mapped_column(String(320), index=True)
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
