"""Every table of this wing, by slice."""

from expenses.advances.models import Advance, AdvanceApproval, AdvanceUse
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.payments.models import BankDetails, Batch, JournalEntry, JournalLeg, Payable, Payment
from expenses.rates.models import ExpensePolicy, MileageRate
from expenses.receipts.models import Receipt
from expenses.review.models import Appeal, Approval
from expenses.travel.models import AgreedCost, TravelPlan, TravelStatement

__all__ = [
    "Advance",
    "AdvanceApproval",
    "AdvanceUse",
    "AgreedCost",
    "Appeal",
    "Approval",
    "BankDetails",
    "Batch",
    "Claim",
    "ClaimLine",
    "ExpensePolicy",
    "JournalEntry",
    "JournalLeg",
    "MileageRate",
    "Payable",
    "Payment",
    "Question",
    "Receipt",
    "TravelPlan",
    "TravelStatement",
]
