"""Turn what a user names (files and folders) into a list of image files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from core.errors import ImageFileError
from core.images.listing import Folder, Listing
from core.images.names import SUFFIXES, in_natural_order, is_image_name, natural_key, natural_ranks
from core.language import later

__all__ = ["SUFFIXES", "find_images", "in_natural_order", "is_image_name", "natural_key", "natural_ranks"]


def find_images(paths: Iterable[Path], listing: Listing | None = None) -> list[Path]:
    """List image files: files as they are given, folders walked recursively in natural order.

    A file named by the user is kept whatever its suffix. In folders, only known suffixes count, and hidden
    files and folders are skipped, and so are projects. Links to folders are followed, each real folder once. A
    folder inside that cannot be listed is returned itself, so that it turns up as unreadable rather than vanish.
    Duplicates are removed, the first stays.

    Args:
        paths: files and folders.
        listing: what is known of the folders already.

    Raises:
        ImageFileError: a path does not exist, or a folder given may not be listed.
    """
    given = [Path(path) for path in paths]
    listing = listing or Listing()
    # One folder walked once holds no file twice.
    met: set[tuple[str, str]] | None = set() if len(given) > 1 else None
    found: list[Path] = []
    for path in given:
        folder = listing.folder(path) if _is_folder(path) else None
        if folder is None:
            if met is None or _is_new(listing.folder(path.parent), path.name, met):
                found.append(path)
            continue
        if folder.fault:
            raise _unlistable(path, folder.fault)
        for inner, names in folder.walk():
            if inner.fault:
                found.append(inner.path)
            found += [inner.path / name for name in _new(inner, names, met)]
    return found


def _is_folder(path: Path) -> bool:
    """Whether it is a folder and no file.

    Raises:
        ImageFileError: it is neither, or nothing can be known of it.
    """
    try:
        if path.is_dir():
            return True
        path.stat()
    except FileNotFoundError:
        raise ImageFileError(
            later("Images", "{path} does not exist.", path=path), later("Images", "Check the path."), path
        ) from None
    except OSError as error:
        raise _unlistable(path, error.strerror) from error
    return False


def _unlistable(path: Path, why: str | None) -> ImageFileError:
    return ImageFileError(
        later("Images", "{path} cannot be listed: {why}.", path=path, why=why),
        later("Images", "Check its permissions."),
        path,
    )


def _new(folder: Folder, names: Sequence[str], met: set[tuple[str, str]] | None) -> Sequence[str]:
    return names if met is None else [name for name in names if _is_new(folder, name, met)]


def _is_new(folder: Folder, name: str, met: set[tuple[str, str]]) -> bool:
    key = (folder.real, name)
    if key in met:
        return False
    met.add(key)
    return True
