"""The parts of the Train view. They know no run and no project: the view gives them what they show."""
