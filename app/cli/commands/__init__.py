"""One module per command, each holding `command`; imported only when it is called."""
