"""What each level of influence promises, in plain words (practice.md S-01, B-25, 2.6; after the IAP2 spectrum)."""


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


PROMISES: dict[str, str] = {
    "inform": _("We tell you what is happening and why, in plain words and in good time."),
    "consult": _("We listen, we weigh what you say, and we tell you what changed because of it."),
    "involve": _(
        "We work with you from start to finish. What worries you and what you hope for shows in the choices we put "
        "forward, and we tell you how."
    ),
    "collaborate": _(
        "We decide together. Your word counts like ours, and where we cannot follow it we say so and why."
    ),
    "empower": _("You decide. We carry out what you have decided."),
}
