"""Pages about people: arriving, one's own, and the team's."""
