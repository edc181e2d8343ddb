"""Settings and wiring: the one place that knows both apps."""
