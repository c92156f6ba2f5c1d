from django.urls import path

from expenses.payments.pages import cheque, details, files, payment

urlpatterns = [
    path("finance/pay/", files.to_pay, name="finance_to_pay"),
    path("finance/pay/file/", files.build, name="finance_build_batch"),
    path("finance/batches/<uuid:pk>/", files.batch, name="finance_batch"),
    path("finance/batches/<uuid:pk>/file/", files.download, name="finance_batch_file"),
    path("finance/batches/<uuid:pk>/sent/", files.send, name="finance_batch_sent"),
    path("finance/payables/<uuid:pk>/cheque/", cheque.cheque, name="finance_cheque"),
    path("finance/payments/<uuid:pk>/", payment.payment, name="finance_payment"),
    path("me/claims/bank/", details.my_bank_details, name="my_bank_details"),
    path("team/people/<uuid:pk>/bank/", details.details_for, name="team_bank_details"),
]
