"""REST for researchers: parse, one call, render."""
