"""Facts about what an author needs."""
