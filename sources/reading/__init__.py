"""Article text, read into claims. Pure."""
