"""Make small pictures for the pages of results from what `isugan benchmark` drew.

    python -m tools.make_result_pictures OUT NAME [--table table2]

OUT is the benchmark's folder, NAME stands in the pictures' names: `results-NAME-contours.jpg` (Figure 5),
`-repairs.jpg` (Figure 6), `-good.jpg` and `-defective.jpg` (the good images with the highest scores and the defective
ones with the lowest, one below the other). Names that begin with `plus` have the first two only. The pictures show
images of other people's data: see `docs/licences.md`.
"""

from __future__ import annotations

from pathlib import Path

import click
from PIL import Image

from tools.pictures.paper import IMAGES

GAP = 6
WORST = 8
"""Images of each label that the report tells of, see `core.experiments.causes`."""
WIDTHS = {"contours": 760, "repairs": 640, "good": 560, "defective": 560}
KINDS = tuple(WIDTHS)
SURFACES = {
    "class1": KINDS,
    "tile": KINDS,
    "plus-class1": KINDS[:2],
    "plus-blowholes": KINDS[:2],
    "plus-cracks": KINDS[:2],
}
"""Names of what is shown, with the pictures that are made of it."""


def make(out: Path, name: str, table: str) -> list[Path]:
    """Write the pictures of one surface; its panels come first in the report.

    Raises:
        click.ClickException: the folder holds no such report, or one of more surfaces.
    """
    drawn = sorted((out / f"{table}-pictures").glob("*.png"))
    if len(drawn) != 2 + 2 * WORST:
        raise click.ClickException(f"{out} holds {len(drawn)} pictures of {table}, not {2 + 2 * WORST}.")
    parts = dict(zip(KINDS, (drawn[:1], drawn[1:2], drawn[2 : 2 + WORST], drawn[2 + WORST :]), strict=True))
    return [
        _stacked(parts[kind], IMAGES / f"results-{name}-{kind}.jpg", WIDTHS[kind]) for kind in SURFACES[name]
    ]


def _stacked(paths: list[Path], to: Path, width: int) -> Path:
    pictures = []
    for path in paths:
        with Image.open(path) as picture:
            size = (width, round(picture.height * width / picture.width))
            pictures.append(picture.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    height = sum(picture.height for picture in pictures) + GAP * (len(pictures) - 1)
    whole, top = Image.new("RGB", (width, height), "white"), 0
    for picture in pictures:
        whole.paste(picture, (0, top))
        top += picture.height + GAP
    whole.save(to, quality=80, optimize=True, progressive=True)
    return to


@click.command()
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("name", type=click.Choice(tuple(SURFACES)))
@click.option("--table", default="table2", show_default=True)
def main(out: Path, name: str, table: str) -> None:
    """Write the pictures."""
    for path in make(out, name, table):
        click.echo(f"{path.name} {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
