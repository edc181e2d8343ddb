"""The rules of the record, in plain Python: no framework, no database, no clock."""
