"""`manage.py seed_scale --people N --sessions N --claims N`: bulk data, the same for the same `--seed`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from coordinator.demo.scale import seed_scale


class Command(BaseCommand):
    """Many records quickly, to measure with."""

    help = "Makes many people, dates, calls and claims in an organisation of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of each."""
        for name in ("people", "sessions", "claims", "calls"):
            parser.add_argument(f"--{name}", type=int, default=0)
        parser.add_argument("--seed", type=int, default=1, help="another seed makes another organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        sizes = {name: options[name] for name in ("people", "sessions", "claims", "calls", "seed")}
        scale = seed_scale(**sizes, now=timezone.now())
        self.stdout.write(
            f"{len(scale.people)} people, {len(scale.sessions)} dates, {len(scale.calls)} calls, "
            f"{len(scale.places)} places in {scale.organisation}."
        )
