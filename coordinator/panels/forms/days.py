"""How a day runs: an interview day, or an exam with mock patients (practice.md PS6, PS7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import TimeField
from coordinator.panels.rules.day_plan import DayPlan
from coordinator.panels.rules.interview import InterviewDay
from coordinator.panels.rules.osce import HalfDay, OsceDay

A_DAY = 24 * 60
INTERVIEW = InterviewDay(candidates=5)
EXAM = OsceDay()


def _minutes(label: Any, initial: int, *, least: int = 0, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=A_DAY, initial=initial, help_text=hint)


class DayForm(forms.Form):
    """What the two kinds of day have in common: they become a plan, and come from one."""

    def plan(self) -> DayPlan:
        """The plan that was typed."""
        return self.plan_from(self.cleaned_data)

    @classmethod
    def plan_from(cls, said: dict[str, Any]) -> DayPlan:
        """The plan that these answers make."""
        raise NotImplementedError

    @classmethod
    def typed(cls, plan: Any) -> dict[str, Any]:
        """A plan as the form shows it."""
        return {name: getattr(plan, name) for name in cls.base_fields if hasattr(plan, name)}


class InterviewDayForm(DayForm):
    """An interview day. Lengths are minutes; a pause comes after every `pause_after` candidates."""

    candidates = forms.IntegerField(label=_("Candidates"), min_value=1, max_value=60, initial=INTERVIEW.candidates)
    interview = _minutes(_("Minutes for each interview"), INTERVIEW.interview, least=1)
    scoring = _minutes(_("Minutes for scoring after each"), INTERVIEW.scoring)
    arrive = TimeField(label=_("The panel arrives"), initial=INTERVIEW.arrive)
    briefing = TimeField(label=_("Briefing"), initial=INTERVIEW.briefing)
    first = TimeField(label=_("First candidate"), initial=INTERVIEW.first)
    pause_after = forms.IntegerField(
        label=_("Candidates before a pause"), min_value=1, max_value=60, initial=INTERVIEW.pause_after
    )
    pause = _minutes(_("Minutes of pause"), INTERVIEW.pause, hint=_("Ten or more, within every two hours"))
    lunch = _minutes(_("Minutes of lunch"), INTERVIEW.lunch, hint=_("30 or more, if the day is over five hours"))
    lunch_from = TimeField(
        label=_("Lunch is the first pause from"), initial=INTERVIEW.lunch_from, help_text=_("For example, midday")
    )
    wash_up = _minutes(_("Minutes to talk it over at the end"), INTERVIEW.wash_up)
    fieldsets = [
        (_("Candidates"), ["candidates", "interview", "scoring"]),
        (_("The start"), ["arrive", "briefing", "first"]),
        (_("Pauses and the end"), ["pause_after", "pause", "lunch", "lunch_from", "wash_up"]),
    ]

    @classmethod
    def plan_from(cls, said: dict[str, Any]) -> InterviewDay:
        """The day that these answers make."""
        return InterviewDay(**said)


class OsceDayForm(DayForm):
    """An exam day with a morning and an afternoon. Lengths are minutes."""

    circuits = forms.CharField(
        label=_("Circuits"), max_length=120, initial=", ".join(EXAM.circuits), help_text=_("Names with commas between")
    )
    stations = forms.IntegerField(label=_("Stations in each circuit"), min_value=1, max_value=40, initial=EXAM.stations)
    patient_stations = forms.IntegerField(
        label=_("Stations that need a mock patient"), min_value=0, max_value=40, initial=EXAM.patient_stations
    )
    slot = _minutes(_("Minutes at each station"), EXAM.slot, least=1, hint=_("Reading, the station and the change"))
    run = forms.IntegerField(
        label=_("Stations in a row before a pause"),
        min_value=1,
        max_value=40,
        initial=EXAM.run,
        help_text=_("The most that one person plays without a rest"),
    )
    pause = _minutes(_("Minutes of pause"), EXAM.pause)
    arrive = TimeField(label=_("People arrive"), initial=EXAM.arrive)
    briefing = TimeField(label=_("Briefing"), initial=EXAM.briefing)
    run_through = TimeField(label=_("Run-through with examiners"), initial=EXAM.run_through)
    morning = TimeField(label=_("Morning begins"), initial=EXAM.half_days[0].first)
    afternoon = TimeField(
        label=_("Afternoon begins"),
        initial=EXAM.half_days[1].first,
        required=False,
        help_text=_("Empty: only a morning"),
    )
    afternoon_arrive = TimeField(
        label=_("People who only come in the afternoon arrive"), initial=EXAM.half_days[1].arrive, required=False
    )
    debrief_after = _minutes(_("Minutes before the debrief"), EXAM.debrief_after)
    debrief = _minutes(_("Minutes of debrief"), EXAM.debrief)
    stay_all_day = forms.IntegerField(
        label=_("People who stay all day"), min_value=0, max_value=400, initial=EXAM.stay_all_day
    )
    fieldsets = [
        (_("Stations"), ["circuits", "stations", "patient_stations", "slot", "run", "pause"]),
        (_("The start"), ["arrive", "briefing", "run_through"]),
        (_("Morning and afternoon"), ["morning", "afternoon", "afternoon_arrive", "stay_all_day"]),
        (_("The end"), ["debrief_after", "debrief"]),
    ]

    def clean_circuits(self) -> tuple[str, ...]:
        """Each name once, in order."""
        names = [name.strip() for name in self.cleaned_data["circuits"].split(",")]
        return tuple(dict.fromkeys(name for name in names if name)) or EXAM.circuits[:1]

    def clean(self) -> dict[str, Any]:
        """No more stations with a mock patient than there are."""
        said = super().clean() or {}
        if said.get("patient_stations", 0) > said.get("stations", A_DAY):
            self.add_error("patient_stations", _("There are fewer stations than this."))
        return said

    @classmethod
    def plan_from(cls, said: dict[str, Any]) -> OsceDay:
        """The day that these answers make."""
        said = dict(said)
        morning, afternoon, arrive = (said.pop(name) for name in ("morning", "afternoon", "afternoon_arrive"))
        halves = [HalfDay("Morning", morning)]
        if afternoon is not None:
            halves.append(HalfDay("Afternoon", afternoon, arrive))
        return OsceDay(half_days=tuple(halves), **said)

    @classmethod
    def typed(cls, plan: OsceDay) -> dict[str, Any]:
        """A plan as the form shows it: circuits in one line, half days in boxes."""
        later = plan.half_days[1] if len(plan.half_days) > 1 else None
        halves = {
            "morning": plan.half_days[0].first,
            "afternoon": later.first if later else None,
            "afternoon_arrive": later.arrive if later else None,
        }
        return super().typed(plan) | halves | {"circuits": ", ".join(plan.circuits)}


DAY_FORMS: Mapping[str, type[DayForm]] = {"interview": InterviewDayForm, "mock_patient": OsceDayForm}
