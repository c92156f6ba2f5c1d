from django.urls import path

from expenses.receipts import pages

urlpatterns = [
    path("receipts/<uuid:pk>/", pages.receipt, name="receipt"),
    path("receipts/<uuid:pk>/remove/", pages.remove, name="receipt_remove"),
]
