"""Rebuilding: one thread folds, another asks the database, one thing after the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from designations.projection import drift, rebuild, replay
from designations.projection.rebuilding import Aside


def test_what_is_asked_aside_is_done_in_its_turn() -> None:
    done: list[int] = []
    with ThreadPoolExecutor(max_workers=1) as pool:
        aside = Aside(pool)
        first, second, third = (aside.ask(done.append, number) for number in range(3))

        aside.answer(second)
        assert done[:2] == [0, 1]
        aside.answer(third)
        aside.answer(first)

    assert done == [0, 1, 2]


def test_the_first_thing_that_went_wrong_is_told() -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        aside = Aside(pool)
        aside.ask(int, "one")
        last = aside.ask(int, "two")

        with pytest.raises(ValueError, match="'one'"):
            aside.answer(last)


def test_portions_of_any_size_give_the_same_rows(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(replay, "PORTION", 1)

    assert drift() == []
    rebuild(lambda done, total: told.append((done, total)))

    assert len(told) > 100
    assert told == sorted(told)
    monkeypatch.undo()
    assert drift() == []
