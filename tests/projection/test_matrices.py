"""A group's rows of the matrix from edition to edition: what is kept is what would be said afresh."""

from hypothesis import given

from designations.domain.scene import Scene
from designations.projection.matrices import Matrix
from designations.projection.reading import Ledger
from tests.domain.test_recall import OWN, courses


def taken(matrix: Matrix, scene: Scene) -> Matrix:
    """The matrix, once it has taken in what a world says of the group."""
    codes = {regime.authority for regime in scene.registry.regimes.values()}
    ledger = Ledger(
        edition=1,
        registry=scene.registry,
        group_ids={OWN: 1},
        authority_ids={code: place for place, code in enumerate(sorted(codes))},
    )
    matrix.take([history for (_, group), history in scene.histories.items() if group == OWN], ledger)
    return matrix


@given(courses())
def test_what_is_remembered_is_what_is_said_afresh(course: list[Scene]) -> None:
    matrix = Matrix(OWN)

    for scene in course:
        afresh = taken(Matrix(OWN), scene)
        taken(matrix, scene)
        assert matrix.positions == afresh.positions
        assert matrix.strips == afresh.strips


@given(courses())
def test_what_an_edition_does_not_move_is_the_very_same(course: list[Scene]) -> None:
    matrix = Matrix(OWN)
    for scene in course:
        positions, strips = dict(taken(matrix, scene).positions), dict(matrix.strips)

        taken(matrix, scene)

        assert all(rows is positions[authority] for authority, rows in matrix.positions.items())
        assert all(columns is strips[key] for key, columns in matrix.strips.items())
