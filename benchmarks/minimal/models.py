from django.db import models


class Group(models.Model):
    name = models.CharField(max_length=100)


class Call(models.Model):
    group = models.ForeignKey(Group, models.CASCADE)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    open = models.BooleanField(default=True, db_index=True)
    closes_at = models.DateTimeField(db_index=True)


class Feed(models.Model):
    token_sha256 = models.CharField(max_length=64, unique=True)
    version = models.IntegerField(default=1)


class Entry(models.Model):
    feed = models.ForeignKey(Feed, models.CASCADE)
    blob = models.BinaryField()
