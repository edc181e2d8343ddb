"""Pages of the review desk and the public report form."""
