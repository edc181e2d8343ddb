"""Writers of the record, as the reads' own tests have them."""

from tests.queries.conftest import editor, publish, retract

__all__ = ["editor", "publish", "retract"]
