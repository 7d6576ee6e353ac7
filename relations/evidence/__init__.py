"""What the data say around an event: day 0, returns, event studies, and when they must be refused."""
