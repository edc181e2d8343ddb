"""Official list formats, read into entries. Pure."""
