"""Write the newest versions that pyproject.toml allows into the files beside this one.

    .venv/bin/python requirements/lock.py [arguments of `pip install`, e.g. --index-url ...]

Nothing is installed. Run the tests in a new environment before committing what changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = "# Written by requirements/lock.py: the tested versions, for every platform.\n"
# torch's build for CUDA on Linux brings these itself; pinned here they would break every other platform.
LEFT_TO_TORCH = ("nvidia-", "cuda-", "triton")


def resolve(project: str, arguments: list[str]) -> list[str]:
    """`name==version` of everything that pip would install for the project, sorted."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"]
    command += ["--report", "-", *arguments, project]
    report = subprocess.run(
        command, cwd=HERE.parent, stdout=subprocess.PIPE, check=True, encoding="utf-8"
    ).stdout
    pins = []
    for item in json.loads(report)["install"]:
        name = item["metadata"]["name"].lower().replace("_", "-").replace(".", "-")
        if not name.startswith(LEFT_TO_TORCH) and name != "isugan-inspector":
            pins.append(f"{name}=={item['metadata']['version'].split('+')[0]}")
    return sorted(pins)


def main(arguments: list[str]) -> None:
    """Resolve the project alone, then with each extra; an extra's file holds only what it adds."""
    runtime = resolve(".", arguments)
    (HERE / "runtime.txt").write_text(HEAD + "\n".join(runtime) + "\n", encoding="utf-8")
    for extra in ("dev", "fuzz", "onnx", "openvino", "package", "ray"):
        added = [pin for pin in resolve(f".[{extra}]", arguments) if pin not in runtime]
        text = HEAD + "-r runtime.txt\n" + "\n".join(added) + "\n"
        (HERE / f"{extra}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
