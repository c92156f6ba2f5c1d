"""This wing's part of the demo: `costs` says who spent what, `telling` tells it through the actions that people use."""
