"""Made histories, poured in by the thousand: a ledger like any other, and what rebuilding makes of it."""

from benchmarks.pouring import pour
from designations.actions.digest import verify
from designations.models import Edition, Event
from designations.projection import drift, rebuild


def test_what_is_poured_in_is_a_ledger_whose_chain_holds(empty_ledger: None) -> None:
    filled = pour(600, 60)

    assert Event.objects.count() == filled.events > filled.acts == 600
    assert Event.objects.exclude(retracted_in=None).count() == filled.retracted + filled.corrected > 20
    assert Edition.objects.count() == filled.editions == 60
    assert verify() == []
    rebuild()
    assert drift() == []
