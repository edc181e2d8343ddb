"""The record that ships: data files checked row by row, then loaded through the actions in one edition."""

from designations.seeding.loading import Loaded, load
from designations.seeding.rows import BadRow, Package, read_package

__all__ = ["BadRow", "Loaded", "Package", "load", "read_package"]
