from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

SLICES = ("rates", "travel", "advances", "claims", "receipts", "review", "payments")


class ExpensesConfig(AppConfig):
    name = "expenses"

    def ready(self) -> None:
        """Each slice registers its own steps, sentences, letters, clock tasks and hooks: `<slice>/registration.py`."""
        for slice_name in SLICES:
            registration = f"expenses.{slice_name}.registration"
            if find_spec(registration):
                import_module(registration).register()
        from coordinator import hooks
        from expenses import demo, scale

        hooks.demo_seed.register(demo.seed)
        hooks.scale_seed.register(scale.seed)
