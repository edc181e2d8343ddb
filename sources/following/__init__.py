"""Official lists followed: fetched, kept, read, compared, and brought to the desk."""
