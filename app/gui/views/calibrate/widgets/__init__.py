"""The parts of the Calibrate view. They know no model and no project: the view gives them what they show."""
