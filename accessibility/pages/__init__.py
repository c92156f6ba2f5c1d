"""Pages: one's own, the team's, and those of venues."""
