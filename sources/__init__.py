"""Where claims come from: documents, lists and articles, and the people who review them."""
