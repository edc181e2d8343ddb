"""A local run: everything the program needs, started and stopped as one, from this checkout alone."""
