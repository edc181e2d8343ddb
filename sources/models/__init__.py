"""Documents, candidates and sources."""
