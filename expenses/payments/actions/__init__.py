"""The only writers of money: what is owed, files for the bank, cheques, what arrived or came back, the journal."""

from expenses.payments.actions.batches import NothingToPay, build_batch, download, mark_sent
from expenses.payments.actions.cheques import post_cheque
from expenses.payments.actions.details import forget_details, save_bank_details
from expenses.payments.actions.owing import advance_not_owed, enter_rest, owe, owe_advance
from expenses.payments.actions.settling import NotADayToPay, did_not_arrive, mark_all_paid, mark_paid, sent_back

__all__ = [
    "NotADayToPay",
    "NothingToPay",
    "advance_not_owed",
    "build_batch",
    "did_not_arrive",
    "download",
    "enter_rest",
    "forget_details",
    "mark_all_paid",
    "mark_paid",
    "mark_sent",
    "owe",
    "owe_advance",
    "post_cheque",
    "save_bank_details",
    "sent_back",
]
