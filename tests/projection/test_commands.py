"""The commands that prove the ledger and its derived rows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from designations.models import Edition
from tests.actions.stating import past_the_triggers


@pytest.mark.usefixtures("record")
def test_a_whole_chain_is_said_to_hold():
    said = StringIO()

    call_command("verify_ledger", stdout=said)

    assert said.getvalue() == f"{Edition.objects.count()} editions, every digest holds\n"


@pytest.mark.usefixtures("record")
def test_a_chain_that_was_tampered_with_is_printed_and_fails():
    past_the_triggers("UPDATE designations_edition SET reason = 'other' WHERE number = 1")
    said = StringIO()

    with pytest.raises(CommandError, match=r"faults? in the chain") as failed:
        call_command("verify_ledger", stdout=said)

    assert failed.value.returncode == 1
    assert "edition 1" in said.getvalue()


@pytest.mark.usefixtures("record")
def test_a_check_without_drift_says_so():
    said = StringIO()

    call_command("rebuild_projection", "--check", stdout=said)

    assert said.getvalue() == "no drift\n"
