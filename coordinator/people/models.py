"""Persons, with or without an account (practice.md PO1, PO2, PO5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.organisations.models import Role
from coordinator.people.phones import check_phone


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password is a choice, not a need."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """A new account; without a password it signs in by emailed code or passkey."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """A way to sign in: one email address. Two people who share it share the account and say who is there."""

    email = models.EmailField(_("email"), unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = False
    date_joined = models.DateTimeField(auto_now_add=True)
    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Channel(models.TextChoices):
    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    POST = "post", _("Letter")
    PHONE = "phone", _("Phone call")


class TextFormat(models.TextChoices):
    STANDARD = "standard", _("Standard print")
    LARGE = "large", _("Large print")
    EASY_READ = "easy_read", _("Easy read")
    AUDIO = "audio", _("Audio")
    PLAIN = "plain", _("Short, clear sentences")
    SIGNED = "signed", _("British Sign Language video")


class PersonStatus(models.TextChoices):
    ENQUIRER = "enquirer", _("Has asked about taking part")
    ACTIVE = "active", _("Takes part")
    PAUSED = "paused", _("Has a pause")
    LEFT = "left", _("Has left")
    ANONYMISED = "anonymised", _("Forgotten")


class ConsentSource(models.TextChoices):
    ONLINE = "online", _("Online form")
    PHONE = "phone", _("Spoken, on the phone")
    PAPER = "paper", _("Written, on paper")
    IN_PERSON = "in_person", _("Spoken, in person")


class Person(models.Model):
    """Somebody who takes part or works with those who do. No health field, ever (practice.md AX1)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="people")
    status = models.CharField(max_length=12, choices=PersonStatus.choices, default=PersonStatus.ACTIVE)
    full_name = models.CharField(_("full name"), max_length=120)
    call_me = models.CharField(_("what we should call you"), max_length=80, blank=True)
    email = models.EmailField(_("email"), blank=True)
    mobile = models.CharField(_("mobile phone"), max_length=20, blank=True, validators=[check_phone])
    landline = models.CharField(_("landline phone"), max_length=20, blank=True, validators=[check_phone])
    address = models.TextField(_("postal address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    channel_order = models.JSONField(_("how to reach you, best first"), default=list, blank=True)
    never_phone = models.BooleanField(_("never phone me"), default=False)
    never_email = models.BooleanField(_("never email me"), default=False)
    speaks = models.CharField(_("languages you speak or sign"), max_length=120, blank=True)
    reads = models.CharField(_("language you like to read"), max_length=60, blank=True)
    text_format = models.CharField(
        _("format for papers"), max_length=12, choices=TextFormat.choices, default=TextFormat.STANDARD
    )
    reachable = models.CharField(_("times you can be reached"), max_length=200, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days I need to answer"), default=0)
    consent_source = models.CharField(max_length=12, choices=ConsentSource.choices, default=ConsentSource.ONLINE)
    consent_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(_("pause until"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["full_name", "id"]
        indexes = [models.Index(Lower("email"), name="person_by_email")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def person_id(self) -> UUID:
        """A person is about themselves, so that one question of permission serves every record."""
        return self.pk

    @cached_property
    def organisation_ids(self) -> frozenset[UUID]:
        """The organisations in which this person takes part: whose coordinators may see and help them."""
        return frozenset(
            membership.organisation_id for membership in self.memberships.all() if membership.role == Role.VOLUNTEER
        )

    @property
    def known_as(self) -> str:
        """What to call them in a letter: what they asked for, else their first name."""
        return self.call_me or self.full_name.split(" ")[0]

    @property
    def channel(self) -> Channel:
        """The first channel in their order that can reach them and that they allow (practice.md CO1)."""
        return (self.channels or [Channel.POST])[0]

    @property
    def channels(self) -> list[Channel]:
        """Every channel that can reach them and that they allow: in their order, then the rest. May be empty."""
        order = dict.fromkeys([*map(Channel, self.channel_order), *Channel])
        return [channel for channel in order if self._reaches(channel)]

    def _reaches(self, channel: Channel) -> bool:
        return {
            Channel.EMAIL: bool(self.email) and not self.never_email,
            Channel.TEXT: False,  # no text message service is connected yet
            Channel.POST: bool(self.address),
            Channel.PHONE: bool(self.mobile or self.landline) and not self.never_phone,
        }[channel]


class Supporter(models.Model):
    """Somebody who comes along or is kept informed: a personal assistant, carer or friend (practice.md PO5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="supporters")
    full_name = models.CharField(_("name"), max_length=120)
    comes_along = models.BooleanField(_("comes with me"), default=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, validators=[check_phone])

    class Meta:
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name


class ContactCard(models.Model):
    """A named human being to ring: printed on every call and under every letter (practice.md RN3)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="contact_cards")
    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_cards")
    job_title = models.CharField(_("role"), max_length=120)
    phone = models.CharField(_("direct phone"), max_length=20, validators=[check_phone])
    email = models.EmailField(_("direct email"))
    working_days = models.CharField(_("working days"), max_length=80, blank=True)
    quote = models.CharField(_("a sentence to readers"), max_length=200, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "job_title", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="one_card_each")]

    def __str__(self) -> str:
        return self.job_title

    @property
    def name(self) -> str:
        """The person's full name."""
        return self.person.full_name


class AccessLink(models.Model):
    """A secret address that lets one person do one thing without an account. Only its hash is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="links")
    record_id = models.UUIDField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["purpose", "record_id"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.record_id}"

    def over(self, now: datetime) -> bool:
        """Has its time run out?"""
        return now >= self.expires_at


class ApiToken(models.Model):
    """A program's way in, in the name of one person. Only the hash is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"token {self.pk}"
