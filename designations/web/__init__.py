"""Pages for readers: parse, one call, render."""
