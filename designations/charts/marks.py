"""Which shape a state has: colour is never the only sign, so every state and every doubt has its own."""

VARIANTS = {
    "listed": ("possible", "hollow", "part"),
    "suspended": ("possible", "hollow", "part"),
    "delisted": ("hollow",),
}
"""The shapes that are drawn besides the plain one, the strongest doubt first."""


def variant(state: str, *, possible: bool = False, hollow: bool = False, partial: bool = False) -> str:
    """Name of the shape that a state is drawn with, empty for the plain one.

    ``possible``: no certain day; ``hollow``: unverified, or not seen since its last check; ``partial``: a
    wing, an alias, or associated persons. Only one is drawn, the strongest doubt; words tell the rest.
    """
    asked = {"possible": possible, "hollow": hollow, "part": partial}
    return next((name for name in VARIANTS.get(state, ()) if asked[name]), "")
