"""Pages about letters: the team's outbox, and what we wrote to you."""
