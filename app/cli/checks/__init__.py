"""What `isugan doctor` looks at, one idea a module."""
