"""Signing in by emailed code, by password, with a second step; and what a stranger can learn from it: nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from coordinator.people.models import Account, Person
from coordinator.people.sign_in import has_second_step
from tests.making import make_person, signed_in

LOGIN, PASSWORD, SIGNUP = "/accounts/login/", "/accounts/login/password/", "/accounts/signup/"
CONFIRM, RESET = "/accounts/login/code/confirm/", "/accounts/password/reset/"
WORDS = "three or four words"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def asha(db):
    """Somebody with a verified email and a password."""
    return with_email(make_person("Asha Rao", email="asha@example.org"))


def with_email(person):
    EmailAddress.objects.create(user=person.account, email=person.account.email, verified=True, primary=True)
    return person


def code_in(letter):
    return re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]


def seen(answer):
    """What a stranger sees of an answer: the status, where it leads, and the page without its own secrets."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    page = re.sub(r"(known|unknown)@example.org", "them@example.org", page)
    return answer.status_code, answer.headers.get("Location"), page


def test_a_code_from_the_newest_email_lets_somebody_in(asha):
    client = Client()
    assert client.post(LOGIN, {"login": "Asha@Example.org"}).url == CONFIRM
    letter = mail.outbox[-1]
    assert (letter.subject, letter.to) == ("Your code to sign in", ["asha@example.org"])
    assert client.post(CONFIRM, {"code": code_in(letter)}).url == "/accounts/welcome/"
    assert client.get("/accounts/welcome/").url == "/me/"
    assert client.get("/me/").status_code == 200


def test_every_such_email_is_signed_by_a_person_with_a_phone(asha):
    Client().post(LOGIN, {"login": "asha@example.org"})
    assert mail.outbox[-1].body.splitlines()[-4:] == [
        "Tomasz Okafor", "Involvement coordinator", "01632 960 117", "tomasz@levels.example",
    ]  # fmt: skip


def test_after_signing_in_one_is_where_one_wanted_to_go(asha):
    client = Client()
    to_sign_in = client.get("/me/profile/").url
    assert to_sign_in == "/accounts/login/?next=/me/profile/"
    to_code = client.post(to_sign_in, {"login": "asha@example.org", "next": "/me/profile/"}).url
    assert client.post(to_code, {"code": code_in(mail.outbox[-1]), "next": "/me/profile/"}).url == "/me/profile/"


def test_nobody_is_sent_to_another_site_after_signing_in(asha):
    client = signed_in(asha)
    assert client.get("/accounts/welcome/?next=https://elsewhere.example/").url == "/me/"
    assert client.get("/accounts/welcome/?next=/me/privacy/").url == "/me/privacy/"


def test_a_wrong_code_is_answered_kindly_and_five_are_enough(asha):
    client = Client()
    client.post(LOGIN, {"login": "asha@example.org"})
    page = client.post(CONFIRM, {"code": "WRONG1"})
    assert "This is not the code we sent. Please look at the newest email from us." in page.content.decode()
    for _more in range(3):
        client.post(CONFIRM, {"code": "WRONG1"})
    assert client.post(CONFIRM, {"code": "WRONG1"}).url == "/accounts/login/code/"
    assert client.post(CONFIRM, {"code": code_in(mail.outbox[0])}).status_code == 302
    assert client.get("/me/").status_code == 302


def test_another_code_can_be_asked_for(asha):
    client = Client()
    client.post(LOGIN, {"login": "asha@example.org"})
    assert "Send another code" in client.get(CONFIRM).content.decode()
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert client.post(CONFIRM, {"code": code_in(mail.outbox[1])}).url == "/accounts/welcome/"


@pytest.mark.parametrize(
    ("address", "field"), [(LOGIN, "login"), (SIGNUP, "email"), (RESET, "email"), ("/accounts/login/code/", "email")]
)
def test_known_and_unknown_addresses_get_the_same_answer_step_by_step(db, address, field):
    with_email(make_person("Known", email="known@example.org"))
    answers = {}
    for email in ("known@example.org", "unknown@example.org"):
        client, steps = Client(), []
        sent = client.post(address, {field: email})
        steps.append(seen(sent))
        steps.append(seen(client.get(sent.url)))
        steps.append(seen(client.post(sent.url, {"code": "WRONG1"})))
        steps.append(seen(client.post(sent.url, {"action": "resend"})))
        steps.extend(seen(client.post(sent.url, {"code": "WRONG1"})) for _more in range(4))
        steps.append(seen(client.get(sent.url)))
        steps.append(seen(client.get(LOGIN)))
        steps.extend(seen(Client().post(address, {field: email})) for _press in range(3))
        answers[email] = steps
        assert len(mail.outbox) > 0
    assert answers["known@example.org"] == answers["unknown@example.org"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(db):
    known = with_email(make_person("Known", email="known@example.org"))
    known.account.set_password(WORDS)
    known.account.save()
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        cache.clear()
        tries = [Client().post(PASSWORD, {"login": email, "password": "not this one"}) for _try in range(7)]
        answers.append([seen(answer) for answer in tries])
    assert answers[0] == answers[1]
    assert "This email and password do not go together. Try again, or ask for a code." in answers[0][0][2]


def test_guessing_passwords_is_slowed_down_even_for_the_right_one(asha):
    asha.account.set_password(WORDS)
    asha.account.save()
    for _try in range(5):
        Client().post(PASSWORD, {"login": "asha@example.org", "password": "guess"})
    page = Client().post(PASSWORD, {"login": "asha@example.org", "password": WORDS})
    assert (page.status_code, "That was often in a short time." in page.content.decode()) == (200, True)


def test_too_many_tries_from_one_place_get_a_page_that_says_when_to_come_back(db):
    answers = [Client().post(SIGNUP, {"email": f"p{number}@example.org"}) for number in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    page = answers[-1].content.decode()
    assert "Please wait five minutes, then try again. It opens by itself." in page
    assert "Tomasz Okafor" in page


def test_an_unknown_address_is_told_by_email_how_to_begin(db):
    Client().post(LOGIN, {"login": "unknown@example.org"})
    letter = mail.outbox[-1]
    assert letter.subject == "Somebody tried to sign in with this email"
    assert "http://localhost:8000/accounts/signup/" in letter.body


def test_signing_up_with_a_known_address_sends_its_owner_the_way_to_sign_in(asha):
    Client().post(SIGNUP, {"email": "asha@example.org"})
    assert mail.outbox[-1].subject == "You are already with us"
    assert "http://localhost:8000/accounts/login/" in mail.outbox[-1].body
    assert Account.objects.count() == 1


def begin(client, email):
    """Sign up by emailed code; the answer after the code."""
    sent = client.post(SIGNUP, {"email": email})
    return client.post(sent.url, {"code": code_in(mail.outbox[-1])})


def test_somebody_new_confirms_an_email_then_says_a_name(db):
    client = Client()
    assert begin(client, "new@example.org").url == "/accounts/welcome/"
    assert "What is your name?" in client.get("/accounts/welcome/").content.decode()
    unfilled = client.post("/accounts/welcome/", {"full_name": ""})
    assert (unfilled.status_code, "Please fill in “Your full name”" in unfilled.content.decode()) == (422, True)
    assert client.post("/accounts/welcome/", {"full_name": "Nasreen Akhtar", "call_me": "Nas"}).url == "/me/profile/"
    person = Person.objects.get()
    assert (person.full_name, person.call_me, person.email) == ("Nasreen Akhtar", "Nas", "new@example.org")
    assert client.get("/accounts/welcome/").url == "/me/"


def test_somebody_new_goes_on_to_the_page_of_the_letter(db):
    client = Client()
    begin(client, "new@example.org")
    asked = client.get("/me/privacy/").url
    assert asked == "/accounts/welcome/?next=/me/privacy/"
    assert client.post(asked, {"full_name": "Nasreen Akhtar"}).url == "/me/privacy/"


def test_somebody_whom_the_team_wrote_down_is_recognised_at_the_first_sign_in(world):
    Person.objects.create(full_name="Nasreen Akhtar", email="New@example.org")
    client = Client()
    begin(client, "new@example.org")
    page = client.get("/accounts/welcome/").content.decode()
    assert ("Is this you?" in page, "Nasreen Akhtar" in page) == (True, True)
    assert client.post("/accounts/welcome/", {"attach": "yes"}).url == "/accounts/welcome/"
    assert client.get("/accounts/welcome/").url == "/me/"
    assert Person.objects.get(full_name="Nasreen Akhtar").account.email == "new@example.org"


def test_somebody_else_with_that_email_may_say_so(world):
    Person.objects.create(full_name="Nasreen Akhtar", email="new@example.org")
    client = Client()
    begin(client, "new@example.org")
    assert client.post("/accounts/welcome/", {"full_name": "Omar Akhtar"}).url == "/me/profile/"
    assert Person.objects.get(full_name="Nasreen Akhtar").account is None


def test_two_who_share_an_email_say_who_is_here_and_see_only_their_own(world):
    joyce = make_person("Joyce Ames", email="home@example.org")
    lenny = make_person("Len Ames", email="home@example.org", account=joyce.account)
    client = signed_in(joyce)
    asked = client.get("/me/profile/")
    assert asked.url == "/accounts/welcome/?next=/me/profile/"
    page = client.get(asked.url).content.decode()
    assert ("Joyce Ames" in page, "Len Ames" in page) == (True, True)
    assert client.post(asked.url, {"person": lenny.pk}).url == "/me/profile/"
    assert 'value="Len Ames"' in client.get("/me/profile/").content.decode()
    assert "Who is here?" in client.get("/accounts/welcome/?switch").content.decode()
    assert client.post("/accounts/welcome/", {"person": joyce.pk}).url == "/me/"
    assert "What needs you, Joyce" in client.get("/me/").content.decode()


def test_nobody_becomes_a_person_of_another_account(world, asha):
    client = signed_in(asha)
    assert client.post("/accounts/welcome/", {"person": world.rowan.pk}).url == "/accounts/welcome/"
    assert 'value="Asha Rao"' in client.get("/me/profile/").content.decode()


def test_a_stolen_choice_in_the_session_opens_nothing(world, asha):
    client = signed_in(asha)
    session = client.session
    session["person"] = str(world.rowan.pk)
    session.save()
    assert client.get("/me/profile/").url == "/accounts/welcome/?next=/me/profile/"


def test_a_password_is_a_choice(asha):
    client = signed_in(asha)
    address = reverse("account_set_password")
    short = client.post(address, {"password1": "password", "password2": "password"}).content.decode()
    assert (
        "Please use 10 letters or more. Many people use this one, so it is tried first. Please choose another." in short
    )
    assert client.post(address, {"password1": WORDS, "password2": WORDS}).status_code == 302
    assert mail.outbox[-1].subject == "You have set a password"
    answer = Client().post(PASSWORD, {"login": "asha@example.org", "password": WORDS})
    assert answer.url == "/accounts/welcome/"


def test_a_forgotten_password_is_replaced_with_an_emailed_code(asha):
    asha.account.set_password(WORDS)
    asha.account.save()
    client = Client()
    sent = client.post(RESET, {"email": "asha@example.org"})
    chosen = client.post(sent.url, {"code": code_in(mail.outbox[-1])})
    assert chosen.url == "/accounts/password/reset/complete/"
    client.post(chosen.url, {"password1": WORDS + " more", "password2": WORDS + " more"})
    assert Account.objects.get(pk=asha.account_id).check_password(WORDS + " more") is True


def totp_of(account):
    """An authenticator app for this account; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def now_shown(secret):
    """The code that the app shows at this moment."""
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def test_with_an_app_the_emailed_code_is_not_enough(asha):
    secret = totp_of(asha.account)
    client = Client()
    client.post(LOGIN, {"login": "asha@example.org"})
    second = client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert second.url == "/accounts/2fa/authenticate/"
    assert client.get("/me/").status_code == 302
    assert "This is not the code that is right now." in client.post(second.url, {"code": "000000"}).content.decode()
    assert client.post(second.url, {"code": now_shown(secret)}).url == "/accounts/welcome/"


def test_a_recovery_code_works_once(asha):
    totp_of(asha.account)
    code = RecoveryCodes.activate(asha.account).generate_codes()[0]
    for answer in (302, 200):
        client = Client()
        client.post(LOGIN, {"login": "asha@example.org"})
        second = client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
        assert client.post(second.url, {"code": code}).status_code == answer


def test_recovery_codes_alone_are_no_second_step(asha):
    RecoveryCodes.activate(asha.account)
    assert has_second_step(asha.account) is False
    totp_of(asha.account)
    assert has_second_step(asha.account) is True


STAFF = ["tomasz", "ravi", "helen", "paula", "samira", "kim", "audra"]


@pytest.mark.parametrize("who", STAFF)
def test_staff_set_up_a_second_step_before_they_see_anything(world, settings, who):
    settings.STAFF_NEED_SECOND_STEP = True
    client = signed_in(getattr(world, who))
    assert client.get("/team/people/").url == "/accounts/2fa/"
    page = client.get("/accounts/2fa/").content.decode()
    assert "Choose a passkey or an app below; it takes two minutes." in page
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert client.get("/privacy/").status_code == 200


@pytest.mark.parametrize("who", ["rowan", "petra"])
def test_nobody_asks_volunteers_for_a_second_step(world, settings, who):
    settings.STAFF_NEED_SECOND_STEP = True
    assert signed_in(getattr(world, who)).get("/me/").status_code == 200


def test_with_an_app_or_a_passkey_staff_go_on(world, settings):
    settings.STAFF_NEED_SECOND_STEP = True
    Authenticator.objects.create(user=world.tomasz.account, type="webauthn", data={"name": "phone"})
    assert signed_in(world.tomasz).get("/team/people/").status_code == 200


def test_in_the_demo_no_second_step_is_asked(world):
    assert signed_in(world.tomasz).get("/team/people/").status_code == 200


def test_signed_out_pages_are_open_even_where_staff_need_two_steps(db, settings):
    settings.STAFF_NEED_SECOND_STEP = True
    assert Client().get("/").status_code == 200


PAGES = [
    "account_login", "account_login_password", "account_signup", "account_reset_password",
    "account_request_login_code", "account_inactive", "account_password_reset_completed",
]  # fmt: skip
OWN_PAGES = [
    "account_email", "account_set_password", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn",
    "mfa_add_webauthn",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_page_before_signing_in_is_ours(db, name):
    assert_ours(Client().get(reverse(name)))


@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_about_signing_in_is_ours(asha, name):
    assert_ours(signed_in(asha).get(reverse(name)))


def assert_ours(answer):
    page = answer.content.decode()
    assert (answer.status_code, page.count("<h1"), page.count('class="site-header"')) == (200, 1, 1)
    assert [word for word in ("Sign In", "Two-Factor", "security key", "<style", " onclick") if word in page] == []
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert scripts == []


def confirmed(client, secret):
    """Say once more that it is still you, with the app."""
    return client.post(reverse("mfa_reauthenticate"), {"code": now_shown(secret), "next": reverse("mfa_index")})


def test_a_change_of_how_one_signs_in_asks_first_whether_it_is_still_you(asha):
    secret = totp_of(asha.account)
    client = signed_in(asha)
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith("/accounts/2fa/reauthenticate/") or asked.url.startswith("/accounts/reauthenticate/")
    assert_ours(client.get(reverse("mfa_reauthenticate")))
    assert confirmed(client, secret).status_code == 302
    assert_ours(client.get(reverse("mfa_deactivate_totp")))
    assert_ours(client.get(reverse("mfa_generate_recovery_codes")))
    assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert_ours(codes)
    assert "10 codes are left." in codes.content.decode()
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert (download.headers["Content-Type"], len(download.content.decode().split())) == ("text/plain", 17)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert has_second_step(asha.account) is False


def test_the_app_is_set_up_with_the_code_it_shows(asha):
    client = signed_in(asha)
    address = reverse("mfa_activate_totp")
    secret = re.search(r'<code dir="ltr">(\w+)</code>', client.get(address).content.decode())[1]
    assert client.post(address, {"code": now_shown(secret)}).url == reverse("mfa_view_recovery_codes")
    assert has_second_step(asha.account) is True


def test_a_password_is_asked_again_where_there_is_one(asha):
    asha.account.set_password(WORDS)
    asha.account.save()
    client = signed_in(asha)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
    assert_ours(client.get(reverse("account_reauthenticate")))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "no"}).content.decode()
    assert "This is not your password. Try again, or sign in with a code." in wrong
    assert_ours(client.get(reverse("account_change_password")))
    answer = client.post(reverse("account_reauthenticate"), {"password": WORDS, "next": reverse("mfa_activate_totp")})
    assert answer.url == reverse("mfa_activate_totp")


def passkey_of(account, **data):
    return Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "My phone", "credential": {}} | data
    )


def test_a_passkey_is_named_and_taken_off(asha):
    key = passkey_of(asha.account)
    secret = totp_of(asha.account)
    client = signed_in(asha)
    assert_ours(client.get(reverse("mfa_index")))
    confirmed(client, secret)
    listed = client.get(reverse("mfa_list_webauthn"))
    assert_ours(listed)
    assert "My phone" in listed.content.decode()
    assert_ours(client.get(reverse("mfa_edit_webauthn", args=[key.pk])))
    assert client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Old phone"}).status_code == 302
    assert_ours(client.get(reverse("mfa_remove_webauthn", args=[key.pk])))
    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 302
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_a_passkey_that_gave_nothing_leads_back_to_signing_in(db):
    assert Client().post(reverse("mfa_login_webauthn"), {"credential": ""}).url == LOGIN


def test_an_address_is_added_confirmed_made_first_and_taken_off(asha):
    client, address = signed_in(asha), reverse("account_email")
    sent = client.post(address, {"email": "asha.rao@example.org", "action_add": "yes"})
    assert_ours(client.get(sent.url))
    client.post(sent.url, {"code": code_in(mail.outbox[-1])})
    assert EmailAddress.objects.get(email="asha.rao@example.org").verified is True
    client.post(address, {"email": "asha.rao@example.org", "action_primary": "yes"})
    assert Account.objects.get().email == "asha.rao@example.org"
    client.post(address, {"email": "asha@example.org", "action_remove": "yes"})
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["asha.rao@example.org"]
    assert "asha.rao@example.org" in client.get(address).content.decode()


def test_signing_out_is_a_button_never_a_link(asha):
    client = signed_in(asha)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/me/").status_code == 200
    assert client.post(reverse("account_logout")).url == "/"
    assert client.get("/me/").status_code == 302
