"""The story that the demo tells, chapter by chapter, through the same actions as everybody uses."""
