"""Make the pictures of `docs/images` anew, all but the recipe's: the real window, and the method step by step.

    python -m tools.make_screenshots WORK_FOLDER [--only NAME]...

Painted images and the demo alone. Images, project and a short run are made in the work folder where they are not there
yet; no display is needed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.pictures.method import METHOD
from tools.pictures.project import make_project
from tools.pictures.studio import Studio
from tools.pictures.views import VIEWS

PICTURES = (*VIEWS, *METHOD)
"""Their names, in the order in which they are made."""


def main() -> None:
    """Make what is missing, then the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path, help="folder for images, project and run")
    parser.add_argument("--only", choices=PICTURES, action="append", help="this picture; may be repeated")
    arguments = parser.parse_args()
    wanted = arguments.only or PICTURES
    for name in wanted:
        if name in METHOD:
            METHOD[name]()
    views = [name for name in VIEWS if name in wanted]
    if not views:
        return
    work = arguments.work.resolve()
    studio = Studio(work / "home", make_project(work))
    try:
        for name in views:
            VIEWS[name](studio)
    finally:
        studio.close()


if __name__ == "__main__":
    main()
