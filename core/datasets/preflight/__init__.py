"""Look at every file of a dataset before work is spent on it, and offer the fix for what is found."""
