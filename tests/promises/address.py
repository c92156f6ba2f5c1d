"""What an entry of `addresses` says of one address, and short ways to write the usual kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.urls import reverse

from coordinator.authorization.permissions import ROLES
from coordinator.authorization.permissions import Permission as P
from coordinator.organisations.models import Role
from tests.promises.house import House

ANYBODY, SOMEBODY = "anybody", "somebody"
ROWAN = Role.VOLUNTEER
Who = P | Role | str


@dataclass(frozen=True)
class Address:
    """One address, and what the promises need to know of it."""

    name: str
    who: tuple[Who, ...]
    args: Mapping[str, str]
    get: int | None = 200
    posts: bool = False
    body: Mapping[str, Any] | None = None
    refused: frozenset[int] = frozenset({403})  # what the others are answered
    puts: bool = False
    patches: bool = False
    deletes: bool = False
    posters: tuple[Who, ...] | None = None  # who may POST, where fewer may than may look

    @property
    def methods(self) -> list[str]:
        """What it takes, the harmless first."""
        takes = {"get": self.get is not None, "post": self.posts, "put": self.puts, "patch": self.patches}
        return [name for name, taken in (takes | {"delete": self.deletes}).items() if taken]

    @property
    def is_key(self) -> bool:
        """Whoever has the secret may open it, of whichever organisation."""
        return any(way.endswith(("_token", "_feed")) for way in self.args.values())

    @property
    def is_api(self) -> bool:
        """Under /api/v1/: it answers with problems instead of pages."""
        return "-" in self.name

    def roles(self, method: str = "get") -> frozenset[Role]:
        """The roles that may use it so."""
        who = self.who if method == "get" or self.posters is None else self.posters
        if ANYBODY in who or SOMEBODY in who:
            return frozenset(Role)
        held = {role for role in Role if any(isinstance(each, P) and each in ROLES[role] for each in who)}
        return frozenset(held | {each for each in who if isinstance(each, Role)})

    def of(self, house: House) -> str:
        """The address with a record of this house."""
        return reverse(self.name, kwargs={name: value_of(way, house) for name, way in self.args.items()})

    def filled(self, house: House) -> dict[str, Any]:
        """The plausible body, with records of this house."""
        return {name: value_of(way, house) for name, way in (self.body or {}).items()}

    @property
    def has_record(self) -> bool:
        """Does it name a record of an organisation?"""
        return any(not way.startswith("=") for way in self.args.values())


def value_of(way: Any, house: House) -> Any:
    """A word as it is ("=train"), or what stands at a path in the house ("claim.pk", "world.rowan.pk")."""
    if isinstance(way, list):
        return [value_of(each, house) for each in way]
    if not isinstance(way, str):
        return way
    if way.startswith("="):
        return way[1:]
    return reduce(getattr, way.split("."), house)


def page(name: str, *who: Who, get: int | None = 200, posts: bool = False, body: Any = None,
         posters: tuple[Who, ...] | None = None, refused: frozenset[int] = frozenset({403}), **args: str) -> Address:  # fmt: skip
    """A page of staff, which others are refused with a reason, or an own page."""
    return Address(name, who, args, get=get, posts=posts, body=body, posters=posters, refused=refused)


def press(name: str, *who: Who, body: Any = None, refused: frozenset[int] = frozenset({403}), **args: str) -> Address:
    """A button: it takes a POST and nothing else."""
    return Address(name, who, args, get=None, posts=True, body=body or {}, refused=refused)


def mine(name: str, get: int | None = 200, posts: bool = False, body: Any = None, **args: str) -> Address:
    """A record of Rowan's: anybody else finds nothing."""
    return Address(name, (ROWAN,), args, get=get, posts=posts, body=body, refused=frozenset({404}))


NOTHING = frozenset({404})
NOT_YOURS = frozenset({403, 404})


def api(name: str, *who: Who, methods: str = "GET", body: Any = None, posters: Any = None, get: int = 200,
        **args: str) -> Address:  # fmt: skip
    """An address of the API; those who may not are told so, or find nothing."""
    asked = set(methods.split())
    return Address(
        name, who, args, get=get if "GET" in asked else None, posts="POST" in asked, body=body or {}, refused=NOT_YOURS,
        posters=posters, puts="PUT" in asked, patches="PATCH" in asked, deletes="DELETE" in asked,
    )  # fmt: skip


ACCOUNT = {"way": "=bank", "account_name": "=R Ellery", "sort_code": "=12-34-56", "account_number": "=00012345"}

CHEQUE = {"number": "=000123", "paid_on": "=2026-03-09"}


def account(name: str, get: int | None = 200, **args: str) -> Address:
    """A page of sign-in, from the library: it concerns the account that is here and no record."""
    return Address(name, (SOMEBODY,), args, get=get)
