"""Serial numbers without a gap, for the auditor who counts."""

from django.db.models import F

from certificates.models import SerialCounter


def serials_take(*, year: int, count: int) -> list[str]:
    """Take the next numbers of a year. Call inside the transaction that uses them, late.

    The counter stays locked until its end: a rollback gives the numbers back.
    """
    SerialCounter.objects.get_or_create(year=year)
    SerialCounter.objects.filter(year=year).update(last=F("last") + count)
    last = SerialCounter.objects.values_list("last", flat=True).get(year=year)
    return [f"OIM-MA-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]
