"""The loader of the shipped data files."""
