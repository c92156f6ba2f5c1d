"""The invented county of practice.md 6.1: organisations, nine areas of three practices, teams, venues."""

from __future__ import annotations

from coordinator.demo.world import Demo
from coordinator.organisations.models import Area, Organisation, OrganisationType, Team, Venue

T = OrganisationType
ORGANISATIONS = {
    "levels": ("Levels and Moor Integrated Care Board", T.CARE_BOARD, "LM"),
    "westmoor": ("Westmoor Medical School", T.UNIVERSITY, "WM"),
    "thamesbank": ("Thamesbank Ambulance Service Trust", T.TRUST, "TB"),
    "thamesbank_forum": ("Thamesbank Patients’ Forum", T.FORUM, "TF"),
    "harptree": ("Harptree Acute Trust", T.TRUST, "HA"),
    "healthwatch": ("Healthwatch Levels", T.HEALTHWATCH, "HL"),
    "carers": ("Moor and Mendmarsh Carers", T.VOLUNTARY, "MC"),
    "stroke": ("Cheddon Stroke Friends", T.VOLUNTARY, "CS"),
    "circle": ("Levels Pakistani Women’s Circle", T.VOLUNTARY, "PC"),
    "deaf_club": ("Levels Deaf Club", T.VOLUNTARY, "DC"),
    "college": ("Quay Sixth Form College", T.COLLEGE, "QC"),
}
PRACTICES = {
    "Estuary": ("Ferry Lane Surgery", "Quayside Practice", "Lighthouse Surgery"),
    "Brue Valley": ("Tollgate Medical Centre", "Brue Road Surgery", "Abbey Field Practice"),
    "North Levels": ("Willow Row Practice", "Drove End Surgery", "Peat Moor Practice"),
    "South Levels": ("Sedge Lane Surgery", "Long Rhyne Practice", "Windmill Surgery"),
    "Hillside": ("Combe House Surgery", "Quarry Practice", "Beacon View Surgery"),
    "Coastal": ("Esplanade Surgery", "Dunes Practice", "Harbour Road Surgery"),
    "Vale of Parrow": ("Orchard Practice", "Parrow Mill Surgery", "Station Road Surgery"),
    "Marsh and Town": ("Market Place Practice", "Canal Street Surgery", "Victoria Park Practice"),
    "Upper Yeo": ("Yeo Bridge Surgery", "Hollow Lane Practice", "Priory Surgery"),
}
VENUES = {
    "harptree": (
        "levels", "Harptree House", "1 Mill Lane\nHarptree", "LV1 1AA",
        "From the street the path is level to the front door, which opens by itself. Reception is on your left, with "
        "a hearing loop. Room 2 is on the same floor, 30 metres on, and so is an accessible toilet.",
    ),
    "quay": (
        "levels", "Quay Hall", "Quay Street\nLevelsport", "LV3 2QH",
        "There is one step at the front; the step-free way in is from the car park behind, through a heavy door with "
        "a bell. All rooms are on the ground floor.",
    ),
    "school": (
        "westmoor", "Westmoor Clinical Skills Centre", "Hospital Road\nWestmoor", "WM2 4CS",
        "Level from the drop-off bay to the lift; the lift takes a large chair. Stations are on the second floor, with "
        "a quiet room and a place to lie down.",
    ),
}  # fmt: skip


def make_places(demo: Demo) -> None:
    """Organisations, areas with their practices, teams and venues."""
    for key, (name, kind, prefix) in ORGANISATIONS.items():
        slug = key.replace("_", "-")
        demo.organisations[key] = Organisation.objects.create(name=name, slug=slug, kind=kind, reference_prefix=prefix)
    _make_practices(demo.organisations["levels"])
    for key, name, mailbox in (
        ("levels", "Involvement team", "involvement@levels.example"),
        ("westmoor", "Patient and public involvement team", "involvement@westmoor.example"),
    ):
        demo.teams[key] = Team.objects.create(organisation=demo.organisations[key], name=name, mailbox=mailbox)
    for key, (owner, name, address, postcode, way_in) in VENUES.items():
        demo.venues[key] = Venue.objects.create(
            organisation=demo.organisations[owner], name=name, address=address, postcode=postcode, way_in=way_in
        )


def _make_practices(owner: Organisation) -> None:
    for area_name, practices in PRACTICES.items():
        area = Area.objects.create(organisation=owner, name=area_name)
        for name in practices:
            slug = name.lower().replace(" ", "-")
            Organisation.objects.create(name=name, slug=slug, kind=T.PRACTICE, area=area)
