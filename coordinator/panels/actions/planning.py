"""Planning a panel: what it is, who of the staff sits on it, which parts there are to play."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.organisations.models import Organisation, Team
from coordinator.panels import rules
from coordinator.panels.actions.places import cancel_place, hold_panel
from coordinator.panels.actions.sessions import cancel_session
from coordinator.panels.models import Panel, PanelRole, SessionStatus, StaffMember
from coordinator.panels.promised import promises, who_waits
from coordinator.panels.queries import live_places
from coordinator.panels.refusals import DoesNotFit, NotYet
from coordinator.panels.steps import CANCEL_PANEL, FINISH, GO_AHEAD
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event

CHANGEABLE = frozenset({"title", "kind", "team", "contact", "cover_contact", "places", "reserves", "minimum_lay"})


@transaction.atomic
def plan_panel(
    *,
    organisation: Organisation,
    team: Team,
    contact: ContactCard,
    title: str,
    kind: str,
    places: int,
    reserves: int,
    minimum_lay: int,
    cover_contact: ContactCard | None = None,
    key: UUID | None = None,
    by: Person,
    now: datetime,
) -> Panel:
    """A new panel, being planned. A coordinator plans it; a recruiting manager may ask for one.

    `key` belongs to the form that was filled in: pressed twice, the panel that is there is given back. Raises DoesNotFit when there is no place, or fewer places than the fewest members of the public
    (practice.md B-28), and NotAllowed.
    """
    panel = Panel(
        organisation=organisation,
        team=team,
        contact=contact,
        cover_contact=cover_contact,
        title=title,
        kind=kind,
        places=places,
        reserves=reserves,
        minimum_lay=minimum_lay,
    )
    if not may(by, Permission.REQUEST_CALL, panel):
        authorise(by, Permission.RUN_PANEL, panel)
    _check_numbers(places=places, minimum_lay=minimum_lay)
    if there := _pressed_before(panel, key):
        return there
    record_event("panel.plan", panel, by=by, now=now, after=panel.status, details={"places": places})
    return panel


def _pressed_before(panel: Panel, key: UUID | None) -> Panel | None:
    """Keep the panel under the form's key; give back the one that has it already."""
    panel.pk = key or panel.pk
    try:
        with transaction.atomic():
            panel.save(force_insert=True)
    except IntegrityError:
        there = Panel.objects.filter(pk=panel.pk, organisation_id=panel.organisation_id).first()
        if there is None:
            raise DoesNotFit(_("This form cannot be used. Please open a new one.")) from None
        return there
    return None


@transaction.atomic
def change_panel(panel: Panel, *, by: Person, now: datetime, **changes: Any) -> Panel:
    """Change what the plan says: title, kind, team, contact, cover, places, reserves, fewest lay members.

    Raises DoesNotFit when places would fall below those taken and offered: nobody loses a place, or one that was
    promised, by a number. Where there are more of them, whoever waits is offered them in order.
    """
    authorise(by, Permission.RUN_PANEL, panel)
    before = hold_panel(panel.pk)
    changed = {name: value for name, value in changes.items() if name in CHANGEABLE and getattr(panel, name) != value}
    if not changed:
        return panel
    wanted = {"places": panel.places, "minimum_lay": panel.minimum_lay} | changed
    _check_numbers(places=wanted["places"], minimum_lay=wanted["minimum_lay"])
    _keep_promises(before, wanted["places"], by=by, now=now)
    rows = Panel.objects.filter(pk=panel.pk, places_taken__lte=wanted["places"])
    if not rows.update(version=F("version") + 1, **changed):
        raise DoesNotFit(_("Nothing was changed."), {"places": [_("More people than this have a place already.")]})
    panel.refresh_from_db()
    record_event("panel.change", panel, by=by, now=now, fields=sorted(changed))
    for session in panel.sessions.filter(status=SessionStatus.SCHEDULED):  # calendars show type, team and phone
        list(hooks.session_changed.ask(session, now=now))
    if panel.places > before.places or panel.reserves > before.reserves:
        grown = max(panel.places - before.places, 0)
        list(hooks.seats_opened.ask(panel, seats=grown, now=now, place=None))
    return panel


def _keep_promises(panel: Panel, places: int, *, by: Person, now: datetime) -> None:
    """Refuse fewer places than are taken and offered while somebody can still say yes (practice.md AP8)."""
    if not panel.places_taken <= places < panel.places:
        return
    waiting = promises(panel, now=now)
    if places < panel.places_taken + len(waiting):
        sentence = _("Some of these places were offered. {who}").format(who=who_waits(panel, waiting, by))
        raise DoesNotFit(_("Nothing was changed."), {"places": [sentence]})


def _check_numbers(*, places: int, minimum_lay: int) -> None:
    gaps = rules.number_gaps(places=places, minimum_lay=minimum_lay)
    if gaps:
        raise DoesNotFit(_("The numbers do not fit together yet."), {name: [_(text)] for name, text in gaps.items()})


@transaction.atomic
def go_ahead(panel: Panel, *, by: Person, now: datetime) -> Panel:
    """A planned panel is going to happen."""
    return take(GO_AHEAD, panel, by=by, now=now)


@transaction.atomic
def finish_panel(panel: Panel, *, by: Person, now: datetime) -> Panel:
    """Close a panel whose dates are over. Raises NotYet while nobody has said who came to one of them."""
    if panel.sessions.filter(status=SessionStatus.SCHEDULED).exists():
        raise NotYet(_("First say who came to each date, or cancel the dates that will not happen."))
    return take(FINISH, panel, by=by, now=now)


@transaction.atomic
def cancel_panel(panel: Panel, *, by: Person, now: datetime) -> Panel:
    """Cancel the whole panel: its calls, every date to come and every place, each person told once.

    The calls come first, so that nobody applies, answers or moves up meanwhile. What people have already spent for it
    can still be claimed (practice.md section 3). Raises SomebodyWasFaster when it is over already, and NotAllowed.
    """
    authorise(by, Permission.RUN_PANEL, panel)
    list(hooks.panel_cancelled.ask(panel, by=by, now=now))
    take(CANCEL_PANEL, panel, by=by, now=now)
    for place in live_places(panel):
        cancel_place(place, by=by, now=now)
    for session in panel.sessions.filter(status=SessionStatus.SCHEDULED):
        cancel_session(session, by=by, now=now)
    return panel


@transaction.atomic
def waive_composition(panel: Panel, *, because: str, by: Person, now: datetime) -> Panel:
    """Go on with fewer members of the public than the panel asks for; the name stands beside it (practice.md PS2).

    Raises DoesNotFit without a reason.
    """
    authorise(by, Permission.RUN_PANEL, panel)
    if not because.strip():
        raise DoesNotFit(_("Nothing was changed."), {"because": [_("Say why, in one sentence that people may read.")]})
    panel.composition_waived_by, panel.composition_waived_because = by, because.strip()
    panel.save(update_fields=["composition_waived_by", "composition_waived_because"])
    record_event("panel.waive_composition", panel, by=by, now=now)
    return panel


@transaction.atomic
def add_staff_member(
    panel: Panel, *, full_name: str, job_title: str = "", told_on: date, by: Person, now: datetime
) -> StaffMember:
    """A member of staff sits on the panel; `told_on` is the day they were first given the date (practice.md B-19).

    Pressed twice, once is added. Raises DoesNotFit for a day that has not come yet.
    """
    authorise(by, Permission.RUN_PANEL, panel)
    if told_on > panel.organisation.day(now):
        raise DoesNotFit(_("Nothing was added."), {"told_on": [_("Give the day they were told, today or earlier.")]})
    said = {"full_name": full_name, "job_title": job_title, "told_on": told_on}
    if there := hold_panel(panel.pk).staff_members.filter(**said).first():
        return there
    member = StaffMember.objects.create(panel=panel, **said)
    details = {"staff_member": str(member.pk), "told_on": told_on.isoformat()}
    record_event("staff_member.add", panel, by=by, now=now, details=details)
    return member


@transaction.atomic
def remove_staff_member(member: StaffMember, *, by: Person, now: datetime) -> Panel:
    """Take a member of staff off the panel again. Asked twice, it happens once."""
    panel = member.panel
    authorise(by, Permission.RUN_PANEL, panel)
    pk = member.pk
    deleted, _rows = StaffMember.objects.filter(pk=pk).delete()
    if deleted:
        record_event("staff_member.remove", panel, by=by, now=now, details={"staff_member": str(pk)})
    return panel


@transaction.atomic
def add_role(
    panel: Panel, *, name: str, about: str = "", people_needed: int = 1, by: Person, now: datetime
) -> PanelRole:
    """A part to play: a scenario of a mock patient, the chair. `people_needed` counts people in each session.

    Pressed twice, once is added. Raises DoesNotFit for a part that nobody is needed for.
    """
    authorise(by, Permission.RUN_PANEL, panel)
    if people_needed < 1:
        raise DoesNotFit(_("Nothing was added."), {"people_needed": [_("At least one person is needed.")]})
    said = {"name": name, "about": about, "people_needed": people_needed}
    if there := hold_panel(panel.pk).roles.filter(**said).first():
        return there
    role = PanelRole.objects.create(panel=panel, **said)
    record_event("role.add", panel, by=by, now=now, details={"role": str(role.pk)})
    return role


@transaction.atomic
def remove_role(role: PanelRole, *, by: Person, now: datetime) -> Panel:
    """Take a part out of the plan; whoever plays it keeps the place without it. Asked twice, it happens once."""
    panel = role.panel
    authorise(by, Permission.RUN_PANEL, panel)
    pk = role.pk
    deleted, _rows = PanelRole.objects.filter(pk=pk).delete()
    if deleted:
        record_event("role.remove", panel, by=by, now=now, details={"role": str(pk)})
    return panel
