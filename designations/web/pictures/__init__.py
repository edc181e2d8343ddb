"""Pictures to take away: each as an SVG file of its own, with its source line and permalink in it."""
