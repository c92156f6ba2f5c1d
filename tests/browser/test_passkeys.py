"""A passkey, with the authenticator that Chromium plays: added once, it lets in by itself."""

from __future__ import annotations

from tests.browser.doing import press

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_somebody_adds_a_passkey_and_comes_in_with_it(window):
    watched = window(320)
    page = watched.be("Rowan Ellery")
    device = watched.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = {
        "authenticatorId": device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})[
            "authenticatorId"
        ]
    }

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("checkbox", name="It lets me in by itself").check()
    press(page, "Add a passkey")
    page.get_by_text("Your passkey is added.").wait_for()
    [kept] = device.send("WebAuthn.getCredentials", key)["credentials"]
    assert (kept["rpId"], kept["isResidentCredential"]) == ("localhost", True)

    page.goto("/accounts/logout/")
    press(page, "Sign out")
    page.goto("/accounts/login/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/me/")
    assert page.locator("h1").inner_text() == "What needs you, Rowan"
