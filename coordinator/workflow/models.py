"""The audit trail: what happened to which record, by whom, when. Ids and field names, never free text."""

from django.db import models

from coordinator.ids import new_id


class Event(models.Model):
    """One thing that happened. Written once, by `workflow.record`, in the transaction of the change.

    No foreign keys: the trail outlives what it tells of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True)
    by_person_id = models.UUIDField(null=True)
    for_person_id = models.UUIDField(null=True)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "at"]),
            models.Index(fields=["for_person_id", "at"]),
            models.Index(fields=["organisation_id", "verb", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type} {self.record_id}"


class ClockTask(models.Model):
    """When a task of the clock last began: the row that two workers ask at once, and one gets."""

    name = models.CharField(max_length=80, primary_key=True)
    last_run = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
