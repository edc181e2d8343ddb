"""Commands of sources."""
