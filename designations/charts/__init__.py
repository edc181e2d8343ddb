"""Geometry of the pictures: periods to marks, no markup and no database."""
