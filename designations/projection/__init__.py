"""The only writer of derived rows: fold what an edition touched, write the difference, prove that nothing drifts."""

from designations.projection.drift import drift
from designations.projection.preview import Preview, misfit, preview
from designations.projection.rebuilding import rebuild
from designations.projection.refresh import Difference, refresh
from designations.projection.touched import touched

__all__ = ["Difference", "Preview", "drift", "misfit", "preview", "rebuild", "refresh", "touched"]
