"""`isugan synth`: a dataset out of nothing."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.options import make_command
from app.cli.outcome import Outcome
from app.cli.progress import progress_bar
from core.datasets.recipe.names import FAMILY_NAMES, in_order
from core.datasets.textures import TEXTURES
from core.words import number_of

ALL = "all"


@make_command
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--texture", type=click.Choice(list(TEXTURES)), required=True, help="The surface.")
@click.option("--good", type=click.IntRange(0), default=100, show_default=True, help="Good images per half.")
@click.option(
    "--defective", type=click.IntRange(0), default=25, show_default=True, help="Defective images per half."
)
@click.option("--size", type=click.IntRange(64, 8192), default=256, show_default=True, help="Side in pixels.")
@click.option(
    "--family",
    "families",
    type=click.Choice([*FAMILY_NAMES, ALL]),
    multiple=True,
    metavar="NAME",
    help="Defects of this family instead of the texture's own; may be repeated. "
    f"There are {', '.join(FAMILY_NAMES)}; {ALL} takes each.",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Same seed, same images.")
def command(
    directory: Path,
    texture: str,
    good: int,
    defective: int,
    size: int,
    families: tuple[str, ...],
    seed: int,
    as_json: bool,
) -> Outcome:
    """Write a synthetic dataset in DAGM layout: a Train and a Test half, with masks of every defect."""
    from core.datasets.synth import write_dataset

    drawn = FAMILY_NAMES if ALL in families else in_order(families)
    counts = {"good": good, "defective": defective, "size": size, "seed": seed}
    with progress_bar("Painting", hidden=as_json) as advance:
        write_dataset(directory, texture, **counts, families=drawn, progress=advance)
    return Outcome(
        f"{directory} holds {good:,} good and {number_of(defective, 'defective image')} in each half.",
        {"path": directory, "texture": texture, **counts, "families": drawn},
    )
