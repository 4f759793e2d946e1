"""A course's files read together: its curriculum and what each module keeps beside its lessons."""

from pathlib import Path

from pages.content_loader.reader import Node, yaml_read

CURRICULUM = "curriculum.yaml"
MODULE = "module.yaml"


def curriculum_read(folder: Path) -> Node:
    """Return the curriculum of a course folder, complete. Raises ContentError.

    `<module>/module.yaml` holds the module's opening, its one-page reminder, its question bank
    (`questions`) and how many of them an attempt draws (`draw`); they are read into the module.
    """
    data = yaml_read(folder / CURRICULUM)
    for module in data.need("modules", list):
        path = folder / module.need("slug", str) / MODULE
        if not path.exists():
            continue
        extra = yaml_read(path)
        for name in ("opening", "reminder"):
            if name in extra:
                module[name] = extra[name]
        assessment = module.need("assessment", dict)
        for name in ("questions", "draw"):
            if name in extra:
                assessment[name] = extra[name]
    return data
