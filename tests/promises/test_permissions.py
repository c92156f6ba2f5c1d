"""Every permission is asked for somewhere and held by somebody; nothing is allowed that nobody asks."""

from __future__ import annotations

import ast

from coordinator.authorization.permissions import OWN, ROLES, SERVICE, Permission
from coordinator.organisations.models import Role
from tests.promises.source import modules, name_of, tree


def asked_for() -> set[str]:
    """Names of permissions that the product's code mentions outside the list of permissions itself."""
    found = set()
    for path in modules():
        if name_of(path) == "coordinator/authorization/permissions.py":
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in {"Permission", "P"}
            ):
                found.add(node.attr)
    return found


def test_every_permission_is_asked_for() -> None:
    assert {permission.name for permission in Permission} - asked_for() == set()


def test_every_permission_has_a_holder() -> None:
    held = OWN | SERVICE | frozenset().union(*ROLES.values())
    assert set(Permission) - held == set()


def test_every_role_is_described() -> None:
    assert set(ROLES) == set(Role)


def test_a_volunteer_and_a_partner_hold_no_staff_permission() -> None:
    assert ROLES[Role.VOLUNTEER] == ROLES[Role.PARTNER] == frozenset()


def test_an_auditor_changes_nothing() -> None:
    assert {permission.name for permission in ROLES[Role.AUDITOR] if not permission.name.startswith("SEE_")} == set()


def test_nobody_but_coordinators_sees_what_helps_people() -> None:
    assert [role for role in Role if Permission.SEE_NEEDS_OF_SESSION in ROLES[role]] == [Role.COORDINATOR]
