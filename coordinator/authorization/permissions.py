"""What can be done, and which role may do it. Data: `docs/states.md` and the permission tests read it."""

from enum import StrEnum, auto

from coordinator.organisations.models import Role


class Permission(StrEnum):
    """One verb on one kind of record."""

    # people
    SEE_PEOPLE = auto()
    ADD_PERSON = auto()
    EDIT_PERSON = auto()
    EDIT_OWN_PROFILE = auto()
    # calls
    REQUEST_CALL = auto()
    SEE_CALLS = auto()
    EDIT_CALL = auto()
    PUBLISH_CALL = auto()
    APPROVE_SHORT_NOTICE = auto()
    CLOSE_CALL = auto()
    WITHDRAW_CALL = auto()
    KEEP_NOTICE = auto()
    # applications
    SEE_APPLICATIONS = auto()
    ENTER_APPLICATION = auto()
    SEND_APPLICATION = auto()
    CHOOSE = auto()
    ANSWER_OFFER = auto()
    ANSWER_OFFER_FOR = auto()
    WITHDRAW_APPLICATION = auto()
    CLOSE_SELECTION = auto()
    # panels
    SEE_PANELS = auto()
    RUN_PANEL = auto()
    CONFIRM_ATTENDANCE = auto()
    GIVE_UP_PLACE = auto()
    # letters
    SEE_LETTERS = auto()
    HANDLE_LETTERS = auto()
    SEND_LETTERS = auto()
    # access and support
    KEEP_OWN_NEEDS = auto()
    SEE_NEEDS_OF_SESSION = auto()
    WRITE_NEEDS_FOR = auto()
    AGREE_ADJUSTMENT = auto()
    KEEP_VENUES = auto()
    # travel and money
    GIVE_ESTIMATE = auto()
    DECIDE_ESTIMATE = auto()
    WRITE_CLAIM = auto()
    WRITE_CLAIM_FOR = auto()
    SEE_CLAIMS = auto()
    CHECK_CLAIM = auto()
    ASK_ABOUT_CLAIM = auto()
    APPROVE_CLAIM = auto()
    APPROVE_LARGE_CLAIM = auto()
    BUILD_BATCH = auto()
    MARK_PAID = auto()
    KEEP_RATES = auto()
    # calendar
    KEEP_OWN_FEED = auto()
    KEEP_PANEL_FEED = auto()
    # the organisation itself
    KEEP_ORGANISATION = auto()
    # reports
    SEE_REPORTS = auto()


P = Permission

# What everybody may do with a record that is about themselves, with or without an account.
OWN: frozenset[Permission] = frozenset(
    {
        P.EDIT_OWN_PROFILE,
        P.SEND_APPLICATION,
        P.ANSWER_OFFER,
        P.WITHDRAW_APPLICATION,
        P.GIVE_UP_PLACE,
        P.KEEP_OWN_NEEDS,
        P.GIVE_ESTIMATE,
        P.WRITE_CLAIM,
        P.KEEP_OWN_FEED,
    }
)

# What the service itself may do when a clock runs out, or a letter goes out.
SERVICE: frozenset[Permission] = frozenset(
    {P.CHOOSE, P.ANSWER_OFFER_FOR, P.GIVE_UP_PLACE, P.MARK_PAID, P.DECIDE_ESTIMATE, P.CLOSE_CALL, P.SEND_LETTERS}
)

_COORDINATOR = frozenset(
    {
        P.SEE_PEOPLE, P.ADD_PERSON, P.EDIT_PERSON,
        P.SEE_CALLS, P.EDIT_CALL, P.PUBLISH_CALL, P.CLOSE_CALL, P.WITHDRAW_CALL, P.REQUEST_CALL, P.KEEP_NOTICE,
        P.SEE_APPLICATIONS, P.ENTER_APPLICATION, P.CHOOSE, P.ANSWER_OFFER_FOR, P.CLOSE_SELECTION,
        P.SEE_PANELS, P.RUN_PANEL, P.CONFIRM_ATTENDANCE,
        P.SEE_LETTERS, P.HANDLE_LETTERS,
        P.SEE_NEEDS_OF_SESSION, P.WRITE_NEEDS_FOR, P.AGREE_ADJUSTMENT, P.KEEP_VENUES,
        P.DECIDE_ESTIMATE, P.WRITE_CLAIM_FOR,
        P.KEEP_PANEL_FEED,
    }
)  # fmt: skip

ROLES: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: frozenset(),
    Role.PARTNER: frozenset(),
    Role.COORDINATOR: _COORDINATOR,
    Role.HEAD: frozenset(
        {
            P.SEE_PEOPLE, P.SEE_CALLS, P.APPROVE_SHORT_NOTICE, P.WITHDRAW_CALL, P.SEE_PANELS,
            P.SEE_LETTERS, P.SEE_REPORTS, P.KEEP_RATES, P.KEEP_NOTICE,
            P.KEEP_ORGANISATION,
        }
    ),
    Role.APPROVER: frozenset({P.SEE_CLAIMS, P.ASK_ABOUT_CLAIM, P.APPROVE_CLAIM, P.APPROVE_LARGE_CLAIM, P.APPROVE_SHORT_NOTICE, P.SEE_CALLS}),
    Role.FINANCE_CHECKER: frozenset(
        {P.SEE_CLAIMS, P.CHECK_CLAIM, P.ASK_ABOUT_CLAIM, P.APPROVE_CLAIM, P.KEEP_RATES}
    ),
    Role.FINANCE_PAYER: frozenset({P.SEE_CLAIMS, P.BUILD_BATCH, P.MARK_PAID}),
    Role.RECRUITING_MANAGER: frozenset({P.REQUEST_CALL, P.SEE_CALLS, P.SEE_PANELS}),
    Role.AUDITOR: frozenset({P.SEE_CALLS, P.SEE_PANELS, P.SEE_CLAIMS, P.SEE_LETTERS, P.SEE_REPORTS}),
}  # fmt: skip
