"""The emails of the demo as a mailbox: whole ones only, whatever lies in the folder."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from coordinator.demo import mailbox
from coordinator.demo.mailbox import CUT, read_mails
from tests.thorough import examples

FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of the demo's emails, with the door open."""
    settings.EMAIL_FILE_PATH, settings.DEMO_DOOR = str(tmp_path), True
    settings.ROOT_URLCONF = "tests.coordinator.demo.open_urls"
    return tmp_path


def send(folder: Path, subject: str, *to: str, body: str = "Hello", day: int = 1) -> None:
    """As Django's own file backend writes it."""
    date = f"Mon, 0{day} Mar 2026 09:00:00 +0000"
    message = EmailMessage(subject, body, "Tomasz <from@example.org>", list(to), headers={"Date": date})
    get_connection(FILES, file_path=str(folder)).send_messages([message])


def subjects(folder: Path) -> list[str]:
    return [mail.subject for mail in read_mails(folder)]


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_newest_email_comes_first_with_sender_and_words(folder: Path) -> None:
    send(folder, "Older", "rowan@example.org", day=1)
    send(folder, "Newer", "Rowan@Example.org", body="Grüße\n\nZeile", day=2)

    newest, older = read_mails(folder)

    assert (newest.subject, older.subject) == ("Newer", "Older")
    assert (newest.to, newest.sender, newest.reply_to) == (("rowan@example.org",), "Tomasz <from@example.org>", "")
    assert (newest.at, newest.text.strip()) == (datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "Grüße\n\nZeile")


def test_an_email_that_is_still_being_written_waits_for_the_next_look(folder: Path) -> None:
    send(folder, "Whole", "rowan@example.org")
    [path] = folder.iterdir()
    whole = path.read_bytes()

    for length in range(0, len(whole), 7):
        path.write_bytes(whole + whole[:length])
        assert subjects(folder) == ["Whole"]
    path.write_bytes(whole + whole)
    assert subjects(folder) == ["Whole", "Whole"]


def test_what_is_no_email_is_passed_over(folder: Path) -> None:
    (folder / "20260302-090000-1.log").write_bytes(
        b"\xff\xfe nonsense" + CUT + b"Subject: no reader" + CUT + b"To: " + CUT
    )
    (folder / "notes.txt").write_text("To: rowan@example.org\n\nx" + CUT.decode())
    (folder / "20260302-090000-2.log").mkdir()

    assert read_mails(folder) == []


def test_no_folder_means_no_email(folder: Path) -> None:
    assert read_mails(None) == read_mails(folder / "not there") == []


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b'Content-Type: text/plain; charset="klingon"', "Gr\ufffd\ufffde"),
        (b"Content-Type: multipart/mixed; boundary=x", ""),
        (b"Date: never", "Gr\ufffd\ufffde"),
    ],
)
def test_an_odd_email_is_still_shown(folder: Path, head: bytes, says: str) -> None:
    (folder / "20260302-090000-1.log").write_bytes(b"To: a@example.org\n" + head + b"\n\nGr\xfc\xdfe\n" + CUT)

    [mail] = read_mails(folder)

    assert (mail.to, mail.subject, mail.text.strip()) == (("a@example.org",), "", says)


@hypothesis_settings(
    max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(junk=st.binary(max_size=400))
def test_whatever_lies_in_a_file_the_mailbox_opens(folder: Path, junk: bytes) -> None:
    (folder / "20260302-090000-1.log").write_bytes(b"To: a@example.org\n" + junk + CUT + junk + CUT)

    assert all(mail.to for mail in read_mails(folder))


def test_each_person_has_a_mailbox_and_links_work(folder: Path, db: None) -> None:
    send(folder, "Answer <us>", "rowan@example.org", body="Here: http://localhost:8000/offers/abc/\n", day=2)
    send(folder, "For Joyce", "joyce@example.org")
    visitor = Client()

    everybody = text_of(visitor.get("/demo/mailbox/"))
    joyce = text_of(visitor.get("/demo/mailbox/", {"to": "joyce@example.org"}))
    key = read_mails(folder)[0].key
    mail = visitor.get(f"/demo/mailbox/{key}/").content.decode()

    assert "joyce@example.org (1) rowan@example.org (1)" in " ".join(everybody.replace(" )", ")").split())
    assert "For Joyce" in joyce and "Answer" not in joyce
    assert '<a href="http://localhost:8000/offers/abc/"' in mail
    assert "<h1>Answer &lt;us&gt;</h1>" in mail


def test_an_empty_mailbox_says_how_to_fill_it(folder: Path, db: None) -> None:
    assert "No email yet" in text_of(Client().get("/demo/mailbox/"))
    send(folder, "Hello", "rowan@example.org")
    assert "Nothing for x@example.org" in text_of(Client().get("/demo/mailbox/", {"to": "x@example.org"}))


def test_an_email_that_is_not_there_is_not_found(folder: Path, db: None) -> None:
    assert Client().get("/demo/mailbox/20260302-090000-1-0/").status_code == 404
    assert Client().get("/demo/mailbox/../../settings.py/").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(folder: Path, settings: Any, db: None) -> None:
    send(folder, "Hello", "rowan@example.org")
    settings.DEMO_DOOR = False

    assert Client().get("/demo/mailbox/").status_code == 404
    assert Client().get(f"/demo/mailbox/{read_mails(folder)[0].key}/").status_code == 404
    settings.ROOT_URLCONF = "coordinator.urls"
    assert Client().get("/demo/mailbox/").status_code == 404


def test_where_emails_go_elsewhere_nothing_is_read(settings: Any) -> None:
    settings.EMAIL_FILE_PATH = None
    assert mailbox.folder() is None
