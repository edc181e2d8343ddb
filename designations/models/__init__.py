"""The shape of the record and what the database refuses."""
