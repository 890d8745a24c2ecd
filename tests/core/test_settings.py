"""Settings refuse what they cannot read, and each other where they contradict."""

import os
import stat
import subprocess
import sys
from dataclasses import fields, replace

import pytest

from config import ROOT, BadSetting, Settings


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"LMS_SEKRET_KEY": "x"}, "LMS_SEKRET_KEY is not a setting"),
        ({"LMS_DEMO": "yes"}, "LMS_DEMO is 'yes'; use true or false"),
        ({"LMS_DEMO": "True"}, "use true or false"),
        ({"LMS_DEMO": ""}, "use true or false"),
        ({"LMS_THREADS": "-1"}, "LMS_THREADS is '-1'; use a whole number"),
        ({"LMS_THREADS": "2.5"}, "use a whole number"),
        ({"LMS_THREADS": "²"}, "use a whole number"),
        ({"LMS_ADDRESS": "learn.example"}, "use a full address like https://learn.example"),
        ({"LMS_ADDRESS": "ftp://learn.example"}, "use a full address like https://learn.example"),
        ({"LMS_ADDRESS": "https://"}, "use a full address like https://learn.example"),
        ({"LMS_ADDRESS": "http://learn.example"}, "it must be https"),
        ({"LMS_WATCH_TOKEN": "short"}, "LMS_WATCH_TOKEN cannot be used; use 32 or more"),
        ({"LMS_WATCH_TOKEN": "é" * 32}, "LMS_WATCH_TOKEN cannot be used"),
        ({"LMS_SECRET_KEY": "short"}, "LMS_SECRET_KEY is too short"),
        ({"LMS_ADDRESS": "http://[::1"}, "use a full address like https://learn.example"),
        ({"LMS_ADDRESS": "http://127.0.0.1:abc"}, "use a full address like https://learn.example"),
        ({"LMS_DATABASE_URL": "garbage"}, "must start with sqlite:/// or postgresql"),
        ({"LMS_DATABASE_URL": "mysql://x/y"}, "must start with sqlite:/// or postgresql"),
        ({"LMS_MAIL_SERVER": "garbage"}, "use the form smtp://mail.example:587"),
        ({"LMS_MAIL_SERVER": "smtp://"}, "use the form smtp://mail.example:587"),
        ({"LMS_LANGUAGES": "klingon"}, "LMS_LANGUAGES has 'klingon'"),
        ({"LMS_LANGUAGES": ""}, "LMS_LANGUAGES has ''"),
        ({"LMS_THREADS": "0"}, "LMS_THREADS is 0; use 1 or more"),
        ({"LMS_MAX_BODY": "0"}, "LMS_MAX_BODY is 0; use 1000 or more"),
        ({"LMS_ARGON_TIME": "0"}, "LMS_ARGON_TIME is 0"),
        ({"LMS_ARGON_MEMORY": "1"}, "LMS_ARGON_MEMORY is 1; use 8 or more"),
        ({"LMS_DEMO": "true", "LMS_ADDRESS": "https://learn.example"}, "only on 127.0.0.1"),
    ],
)
def test_nonsense_is_refused_in_words(given, said):
    with pytest.raises(BadSetting, match=said):
        Settings.from_environment(given)


def test_what_is_given_is_read(tmp_path):
    settings = Settings.from_environment(
        {
            "LMS_ADDRESS": "https://learn.example",
            "LMS_OPEN_SIGN_UP": "true",
            "LMS_THREADS": "8",
            "LMS_VAR": str(tmp_path),
            "LMS_LANGUAGES": "en,de",
            "LMS_SITE_NAME": "Learn",
            "PATH": "/bin",
        }
    )
    assert settings.https
    assert settings.open_sign_up
    assert settings.threads == 8
    assert settings.var == tmp_path
    assert settings.languages == ("en", "de")
    assert settings.database() == f"sqlite:///{tmp_path}/palpate.db"


def test_without_anything_given_it_runs_on_this_machine_alone():
    settings = Settings.from_environment({})
    assert not settings.demo
    assert not settings.sign_up_is_open
    assert settings.address.startswith("http://127.0.0.1")


def test_demo_mode_is_open_to_look_around():
    assert replace(Settings(), demo=True).sign_up_is_open


def test_every_setting_can_be_read_from_the_environment():
    values = {bool: "true", int: "20000", str: "https://learn.example/" + "x" * 40, tuple[str, ...]: "en,de"}
    own = {"database_url": "sqlite:////tmp/a.db", "mail_server": "smtps://mail.example"}
    for field in fields(Settings):
        if field.name != "demo":
            Settings.from_environment(
                {
                    f"LMS_{field.name.upper()}": own.get(field.name) or values.get(field.type, "/tmp"),
                    "LMS_DEMO": "false",
                }
            )


def test_the_signing_key_is_made_once_and_is_for_us_alone(tmp_path):
    settings = Settings(var=tmp_path / "new")
    key = settings.secret()
    assert len(key) >= 64
    assert settings.secret() == key
    assert Settings(var=tmp_path / "another").secret() != key
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_a_given_signing_key_writes_no_file(tmp_path):
    assert Settings(var=tmp_path, secret_key="k" * 32).secret() == "k" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["flask", "courses", "list"], ["lms.serve", "--port", "8999"]])
def test_who_starts_it_reads_one_sentence(command):
    others = {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
    environment = {**others, "FLASK_APP": "wsgi.py", "LMS_NOPE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "Palpate cannot start: LMS_NOPE is not a setting; docs/settings.md lists them all\n"
