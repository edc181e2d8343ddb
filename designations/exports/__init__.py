"""The record as files: tables as CSV, all of them as one data package."""
