"""The public record: who lists whom, since when, on what evidence."""
