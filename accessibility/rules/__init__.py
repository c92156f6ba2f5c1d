"""What helps, who may see it, by when it must be arranged, and whether a venue fits. Plain Python."""
