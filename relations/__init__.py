"""The dashboard that shows what the data say about a relationship between two countries."""
