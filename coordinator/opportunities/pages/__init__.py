"""Pages of calls: for everybody, and for the team."""
