"""`isugan review`: bring together what several people decided on the images of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from app.cli.exit_codes import ExitCode
from app.cli.options import check_new, make_command, overwrite_option
from app.cli.outcome import Outcome
from app.cli.tables import table
from core.language import english
from core.words import are, number_of

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.review_agreement import Agreement

F = TypeVar("F", bound=Callable[..., object])

MOST_NAMES = 20
"""Images listed one by one. `--json` has them all."""


def _project_argument(function: F) -> F:
    return click.argument("project", type=click.Path(path_type=Path))(function)


@click.group("review")
def command() -> None:
    """Decisions of people in a PROJECT: write them to a file, merge such files, compare two reviewers.

    The decisions themselves are made in the window's Review view.
    """


@make_command
@_project_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--reviewer", metavar="NAME", help="Whose decisions; not needed where only one person decided.")
@overwrite_option
def export(project: Path, file: Path, reviewer: str | None, overwrite: bool, as_json: bool) -> Outcome:
    """Write the decisions of one person to FILE, to be merged into another copy of the project.

    The exit code is 5 if an image's file could not be read; its decisions are left out.
    """
    from core.project.project import Project
    from core.project.review_file import write_review_file
    from core.project.review_merging import export_review

    check_new([file], overwrite)
    with Project.open(project) as opened:
        review, left_out = export_review(opened, _reviewer(opened, reviewer))
    write_review_file(file, review)
    decisions, images = number_of(review.decisions, "decision"), number_of(len(review.images), "image")
    text = f"{decisions} of {review.reviewer} on {images} {are(review.decisions)} in {file}."
    if left_out:
        text += f"\n\nLeft out, since their files could not be read yet:\n{_listed(left_out)}"
    document = {
        "file": file,
        "reviewer": review.reviewer,
        "decisions": review.decisions,
        "images": len(review.images),
        "left_out": left_out,
    }
    return Outcome(text, document, ExitCode.UNREADABLE if left_out else ExitCode.OK)


@make_command
@_project_argument
@click.argument(
    "files", type=click.Path(path_type=Path, dir_okay=False), nargs=-1, required=True, metavar="FILE..."
)
def merge(project: Path, files: tuple[Path, ...], as_json: bool) -> Outcome:
    """Take the decisions in FILE... over into PROJECT.

    Images are found by their content, wherever they lie. Where two people differ, both decisions stay. If one file is
    damaged, nothing is merged.
    """
    from core.project.project import Project
    from core.project.review_file import read_review_file
    from core.project.review_merging import merge_review

    reviews = [read_review_file(file) for file in files]
    blocks: list[str] = []
    merged = []
    with Project.open(project) as opened:
        for file, review in zip(files, reviews, strict=True):
            found = merge_review(opened, review)
            merged.append(
                {
                    "file": file,
                    "reviewer": found.reviewer,
                    "added": found.added,
                    "known": found.known,
                    "undone": found.undone,
                    "unknown": found.unknown,
                    "disputed": found.disputed,
                }
            )
            rows = [
                ("file", file),
                ("reviewer", found.reviewer),
                ("new decisions", found.added),
                ("known already", found.known),
                ("taken back", found.undone),
                ("images that reviewers differ on", found.disputed),
                ("images not in the project", len(found.unknown)),
            ]
            blocks.append(table(rows))
            if found.unknown:
                blocks.append(_listed(found.unknown))
    return Outcome("\n\n".join(blocks), {"merged": merged})


@make_command
@_project_argument
@click.argument("first", required=False)
@click.argument("second", required=False)
def agreement(project: Path, first: str | None, second: str | None, as_json: bool) -> Outcome:
    """Compare what the reviewers FIRST and SECOND say: Cohen's kappa, counts, and the images they differ on.

    The names are not needed where exactly two people decided.
    """
    from core.project.project import Project
    from core.project.review_agreement import agreement as compare
    from core.project.reviews import reviewers

    with Project.open(project) as opened:
        if first is None or second is None:
            names = reviewers(opened)
            if first is not None or len(names) != 2:
                raise click.UsageError(f"Name two reviewers; {_who(names)}.")
            first, second = names
        found = compare(opened, first, second)
    document = {
        "first": first,
        "second": second,
        "kappa": found.kappa,
        "undefined": english(found.undefined),
        "images": len(found.images),
        "agreed": found.agreed,
        "counts": [
            {"first": one, "second": other, "images": number} for (one, other), number in found.counts.items()
        ],
        "differ": [
            {"path": item.path, "first": item.first, "second": item.second}
            for item in found.images
            if item.first is not item.second
        ],
    }
    return Outcome(_agreement_text(found), document)


for _command, _name, _help in (
    (export, "export", "Write one person's decisions to a file."),
    (merge, "merge", "Take the decisions in such files over."),
    (agreement, "agreement", "Compare two reviewers by Cohen's kappa."),
):
    # Click's own would be the first sentence, cut off at the edge.
    _command.short_help = _help
    command.add_command(_command, _name)


def _agreement_text(found: Agreement) -> str:
    from core.project.decision import Decision

    kappa = f"{found.kappa:.3f}" if found.kappa is not None else f"undefined. {english(found.undefined)}"
    rows = [
        ("images that both decided on", len(found.images)),
        ("agreed", found.agreed),
        ("Cohen's kappa", kappa),
    ]
    counts = [
        (f"{found.first}: {one}", *(found.counts.get((one, other), 0) for other in Decision))
        for one in Decision
    ]
    blocks = [table(rows)]
    if found.images:
        blocks.append(table(counts, ("", *(f"{found.second}: {other}" for other in Decision))))
    differ = [item for item in found.images if item.first is not item.second]
    if differ:
        head = ("image", found.first, found.second)
        blocks.append(
            table([(item.path, item.first, item.second) for item in differ[:MOST_NAMES]], head)
            + _more(len(differ))
        )
    return "\n\n".join(blocks)


def _reviewer(project: Project, name: str | None) -> str:
    """The person that is meant.

    Raises:
        click.UsageError: nobody of this name decided anything, or it is not clear who is meant.
    """
    from core.project.reviews import reviewers

    names = reviewers(project)
    if name is None and len(names) == 1:
        return names[0]
    if name is None or name not in names:
        raise click.UsageError(f"Say whose decisions with --reviewer; {_who(names)}.")
    return name


def _who(names: list[str]) -> str:
    return f"there are decisions of {', '.join(names)}" if names else "nobody decided anything yet"


def _listed(names: tuple[str, ...]) -> str:
    return "\n".join(f"  {name}" for name in names[:MOST_NAMES]) + _more(len(names))


def _more(number: int) -> str:
    return f"\n  and {number - MOST_NAMES} more; --json has them all" if number > MOST_NAMES else ""
