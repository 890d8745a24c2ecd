"""`flask credentials`: looking a certificate up, and revoking it."""

import json


def test_verify_prints_what_the_page_says(attained, command):
    result = command("credentials", "verify", attained.code)
    assert result.exit_code == 0
    for words in ("Theory of the tiny course: completed: Valid", "Ana Student", "Valid until", "Module test: the start",
                  "Scored automatically"):  # fmt: skip
        assert words in result.output


def test_verify_takes_the_whole_address(attained, command):
    assert command("credentials", "verify", f"https://x.example/verify/{attained.code}").exit_code == 0


def test_verify_as_json(attained, command):
    told = json.loads(command("credentials", "verify", "--json", attained.code).output)
    assert (told["holder"], told["standing"], told["revoked"]) == ("Ana Student", "valid", None)
    assert told["address"] == f"http://127.0.0.1:8000/verify/{attained.code}"


def test_an_unknown_code_is_an_error(app, command):
    result = command("credentials", "verify", "nothing")
    assert (result.exit_code, result.output.strip()) == (1, "No certificate found with this code.")


def test_revoke_needs_a_reason_and_goes_one_way(attained, command, issued):
    assert command("credentials", "revoke", attained.code).exit_code == 2
    assert command("credentials", "revoke", attained.code, "--reason", " ").exit_code == 1
    assert issued()[0].revoked_at is None
    assert "Certificate revoked." in command("credentials", "revoke", attained.code, "--reason", "A mistake.").output
    again = command("credentials", "revoke", attained.code, "--reason", "Again.")
    assert "This certificate was already revoked." in again.output
    result = command("credentials", "verify", attained.code)
    assert result.exit_code == 2
    assert "Revoked on" in result.output


def test_revoking_an_unknown_code_is_an_error(app, command):
    result = command("credentials", "revoke", "nothing", "--reason", "Why not.")
    assert result.exit_code == 1
    assert "No certificate found with this code" in result.output


def test_a_code_may_begin_with_a_hyphen(ana, finish, command, monkeypatch):
    code = "--b_EWWMk4ODk3NjU0MzIx"
    monkeypatch.setattr("lms.certification.actions.random_id", iter([code[::-1], code]).__next__)
    finish(ana)
    assert "Ana Student" in command("credentials", "verify", code).output
    assert "Certificate revoked." in command("credentials", "revoke", code, "--reason", "A mistake.").output
