"""What people type about panels, dates, days and who came. The API validates with the same."""

from coordinator.panels.forms.days import DAY_FORMS, DayForm, InterviewDayForm, OsceDayForm
from coordinator.panels.forms.panels import PanelForm, RoleForm, StaffMemberForm, WaiveForm
from coordinator.panels.forms.places import AttendanceForm, FindPersonForm, PlaceForm, PlaceRoleForm
from coordinator.panels.forms.sessions import MoveForm, NameForm, SessionForm

__all__ = [
    "DAY_FORMS",
    "AttendanceForm",
    "DayForm",
    "FindPersonForm",
    "InterviewDayForm",
    "MoveForm",
    "NameForm",
    "OsceDayForm",
    "PanelForm",
    "PlaceForm",
    "PlaceRoleForm",
    "RoleForm",
    "SessionForm",
    "StaffMemberForm",
    "WaiveForm",
]
