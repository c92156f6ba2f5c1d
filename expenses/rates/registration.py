"""What this slice tells the core."""

from django.utils.translation import gettext_lazy as _

from coordinator import hooks
from coordinator.workflow.trail import register_sentences


def register() -> None:
    """Sentences, and the terms on the public call. Called from ExpensesConfig.ready()."""
    from expenses.rates.boxes import call_terms

    hooks.call_terms.register(call_terms)
    register_sentences(
        {
            "rate.add": _("{who} kept a mileage rate of {pence}p from {from}"),
            "rate.end": _("{who} ended a mileage rate on {to}"),
            "limits.keep": _("{who} changed the limits"),
        }
    )
