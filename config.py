"""Settings: one line for each, read from LMS_* variables. Unreadable values are refused."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
DATABASES = ("sqlite:///", "postgresql+psycopg://")
MAIL = ("smtp://", "smtps://")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
LEAST = {"threads": 1, "max_body": 1000, "argon_time": 1, "argon_memory": 8}
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


class BadSetting(ValueError):
    """A setting cannot be used. The message names it and says what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations. `docs/settings.md` explains each line."""

    database_url: str = ""  # empty: an SQLite file in `var`
    var: Path = ROOT / "var"  # what the installation writes: database, email, built assets
    courses: Path = ROOT / "courses"  # the included course folders
    secret_key: str = ""  # empty: generated once and stored in `var`
    site_name: str = "Palpate"
    address: str = "http://127.0.0.1:8000"  # where people reach it; used in emails and certificates
    demo: bool = False  # demo people with known passwords, for 127.0.0.1 only
    open_sign_up: bool = False  # anyone may make an account; otherwise by invitation
    languages: tuple[str, ...] = ("en",)
    mail_server: str = ""  # smtp://user:password@host:port, or smtps://; empty: mail lands in var/mail
    mail_from: str = "Palpate <no-reply@localhost>"
    argon_memory: int = 19456  # KiB for each password check; tests use 8
    argon_time: int = 2  # passes of each password check
    trusted_proxies: int = 0  # how many proxies before us set X-Forwarded-*
    threads: int = 4  # of each worker; the database pool has as many connections
    max_body: int = 1_000_000  # bytes of one request
    watch_token: str = ""  # lets a program on this machine get details from /readyz; empty: only admins do
    block_unconfirmed: bool = False  # an unconfirmed safety rule stops publishing

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read LMS_* variables. Raises BadSetting for an unknown name or an unreadable value."""
        known = {f"LMS_{field.name.upper()}": field for field in fields(cls)}
        given = {name: value for name, value in environment.items() if name.startswith("LMS_")}
        for name in given.keys() - known.keys():
            raise BadSetting(f"{name} is not a setting; docs/settings.md lists them all")
        values = {known[name].name: _read(name, known[name].type, given[name]) for name in given}
        return cls(**values).checked()

    def checked(self) -> "Settings":
        """Validate the settings. Raises BadSetting if one is unusable or two contradict each other."""
        for trouble in (*self._of_the_address(), *self._of_the_others(), *self._of_lists_and_numbers()):
            raise BadSetting(trouble)
        return self

    def _of_the_address(self) -> Iterator[str]:
        host = _host(self.address)
        if not host or urlsplit(self.address).scheme not in {"http", "https"}:
            yield f"LMS_ADDRESS is {self.address!r}; use a full address like https://learn.example"
        elif self.demo and host not in LOCAL_HOSTS:
            yield "LMS_DEMO has public sign-ins, so it runs only on 127.0.0.1"
        elif not self.https and host not in LOCAL_HOSTS:
            yield f"LMS_ADDRESS is {self.address!r}; outside 127.0.0.1 it must be https://"

    def _of_the_others(self) -> Iterator[str]:
        if self.secret_key and len(self.secret_key) < 32:
            yield "LMS_SECRET_KEY is too short; use 32 characters or more"
        if self.watch_token and not (len(self.watch_token) >= 32 and self.watch_token.isascii()):
            yield "LMS_WATCH_TOKEN cannot be used; use 32 or more letters and digits"
        if self.database_url and not self.database_url.startswith(DATABASES):
            yield f"LMS_DATABASE_URL is not a supported database; it must start with {' or '.join(DATABASES)}"
        if self.mail_server and not (self.mail_server.startswith(MAIL) and _host(self.mail_server)):
            yield "LMS_MAIL_SERVER is not a server address; use the form smtp://mail.example:587"

    def _of_lists_and_numbers(self) -> Iterator[str]:
        for language in self.languages:
            if not LANGUAGE.fullmatch(language):
                yield f"LMS_LANGUAGES has {language!r}; use codes like en or de, separated by commas"
        for name, least in LEAST.items():
            if getattr(self, name) < least:
                yield f"LMS_{name.upper()} is {getattr(self, name)}; use {least} or more"

    @property
    def https(self) -> bool:
        """Whether people reach the product over HTTPS."""
        return self.address.startswith("https://")

    @property
    def sign_up_is_open(self) -> bool:
        """Demo mode is open, so that anyone can look."""
        return self.open_sign_up or self.demo

    def database(self) -> str:
        """The database's address for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.var / 'palpate.db'}"

    def secret(self) -> str:
        """The signing key: as set, or generated once and stored in `var` with mode 0600."""
        if self.secret_key:
            return self.secret_key
        file = self.var / "secret-key"
        self.var.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return file.read_text()


def _host(address: str) -> str:
    """The host of an address with a valid port, or ""."""
    try:
        there = urlsplit(address)
        usable = there.port != 0
    except ValueError:
        return ""
    return (there.hostname or "") if usable else ""


def _read(name: str, kind: Any, text: str) -> Any:  # noqa: ANN401 - a dataclass field's type
    if kind is bool:
        if text not in {"true", "false"}:
            raise BadSetting(f"{name} is {text!r}; use true or false")
        return text == "true"
    if kind is int:
        if not text.isdecimal():
            raise BadSetting(f"{name} is {text!r}; use a whole number")
        return int(text)
    if kind is Path:
        return Path(text).resolve()
    return tuple(text.split(",")) if kind is not str else text
