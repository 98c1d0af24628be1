"""What a double click on the packaged program starts: the window, with whatever was dropped on the program's icon."""

from __future__ import annotations

import sys

from app.cli.main import main

if __name__ == "__main__":
    main(["window", *sys.argv[1:]])
