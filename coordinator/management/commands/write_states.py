"""`manage.py write_states`: docs/states.md from the steps, so that the document cannot say something else."""

from typing import Any

from django.core.management.base import BaseCommand

from coordinator.environment import ROOT
from coordinator.workflow.document import states_document


class Command(BaseCommand):
    """Write the document."""

    help = "Writes docs/states.md from the registered steps."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        path = ROOT / "docs" / "states.md"
        path.write_text(states_document(), encoding="utf-8")
        self.stdout.write(f"{path.name} is written.")
