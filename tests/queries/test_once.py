"""What several parts of one page ask for is read once, and let go at its end."""

from designations.queries.once import once, together

asked = []


@once
def double(number, plus=0):
    asked.append(number)
    return [2 * number + plus]


def test_the_same_is_read_once_together_and_anew_outside():
    asked.clear()
    with together():
        first, again, other = double(2), double(2), double(2, plus=1)
    with together():
        later = double(2)

    assert first is again
    assert (first, other, later) == ([4], [5], [4])
    assert later is not first
    assert asked == [2, 2, 2]
    assert double(2) is not double(2)
