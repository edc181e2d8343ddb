"""One module for each format, with the facts of its sources in YAML files beside it."""
