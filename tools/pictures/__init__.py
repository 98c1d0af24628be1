"""The parts of `tools.make_screenshots`."""
