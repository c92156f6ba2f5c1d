"""`manage.py seed_demo`: the people and the story of the demo. Run twice, it is there once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from coordinator.demo.actions import is_there, seed_demo


class Command(BaseCommand):
    """Seed an empty database."""

    help = "Makes the demo's people, organisations, calls, panels, claims. Does nothing where there is something."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--if-empty` says what is always true, for scripts that read better with it."""
        parser.add_argument("--if-empty", action="store_true", help="the usual way: never touch existing records")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say that it is there."""
        if is_there():
            self.stdout.write("There are records already; nothing was changed.")
            return
        self.stdout.write("Making the demo …")
        demo = seed_demo(timezone.now())
        self.stdout.write(f"{len(demo.people)} people, {len(demo.panels)} panels, {len(demo.places)} places.")
