"""Use in production: a folder is watched, and its images are sorted by verdict, each exactly once."""
