"""The only writer of derived rows: fold what was touched, write the difference."""
