"""Figures of the atlas: measured, printed with the machine's load, asserted nowhere."""
