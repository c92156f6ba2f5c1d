"""Workers as one writes them first: a mark before the letter, or a mark after it. Only for the control test."""

import time


def work(when: str) -> None:
    """Send what is queued, one by one, for ever."""
    from django.core.mail import get_connection
    from django.utils import timezone

    from coordinator.letters.delivery import as_email
    from coordinator.letters.models import Letter
    from coordinator.letters.writing import write

    service = get_connection()
    service.open()
    while True:
        letters = Letter.objects.filter(status="queued").select_related("person", "contact__person", "organisation")
        for letter in letters.order_by("?")[:20]:
            now = timezone.now()
            message = as_email(letter, write(letter, now), now=now)
            if when == "before" and not Letter.objects.filter(pk=letter.pk, status="queued").update(status="sent"):
                continue
            service.send_messages([message])
            Letter.objects.filter(pk=letter.pk).update(status="sent")
        time.sleep(0.05)
