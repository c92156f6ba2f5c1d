"""Pages about panels: the team's, and a person's own."""
