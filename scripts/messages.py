"""The French and Arabic catalogues. Usage: messages.py compile | update | check.

compile: write the .mo files (needs no system tool). update: extract the source strings with
gettext and merge them. check: fail when the catalogues are not fresh, complete and without fuzzy.
"""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "ar")
IGNORED = ("node_modules", ".venv", "var", "tests", "bench", "scripts")
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 ? 4 : 5;"
    ),
}


def path_of(language: str) -> Path:
    """Return the catalogue's file."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Write the .mo files."""
    for language in LANGUAGES:
        path = path_of(language)
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def update_all() -> None:
    """Extract and merge; entries are sorted so that a merge does not shuffle them."""
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-wrap"]
    for language in LANGUAGES:
        command += ["-l", language]
    for name in IGNORED:
        command += ["-i", name]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for language in LANGUAGES:
        tidy(language)


def tidy(language: str) -> None:
    """Drop obsolete entries and dates, which change without any string changing."""
    catalogue = polib.pofile(str(path_of(language)), wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "iom-training",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = False
    entries = [entry for entry in catalogue if not entry.obsolete]
    catalogue.clear()
    for entry in sorted(entries, key=lambda item: (item.msgid, item.msgctxt or "")):
        entry.comment = ""
        catalogue.append(entry)
    catalogue.save(str(path_of(language)))


def problems_of(language: str) -> list[str]:
    """Return what is untranslated or fuzzy."""
    catalogue = polib.pofile(str(path_of(language)))
    problems = [f"untranslated: {entry.msgid}" for entry in catalogue.untranslated_entries()]
    return problems + [f"fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries()]


def check_all() -> int:
    """Return 1 and print why when the catalogues are not as they must be."""
    before = {language: path_of(language).read_text() for language in LANGUAGES}
    update_all()
    failed = False
    for language in LANGUAGES:
        if path_of(language).read_text() != before[language]:
            print(f"{language}: the catalogue is not fresh; run make messages")
            failed = True
        for problem in problems_of(language):
            print(f"{language}: {problem}")
            failed = True
        path_of(language).write_text(before[language])
    return int(failed)


def main() -> int:
    """Dispatch."""
    action = sys.argv[1] if len(sys.argv) > 1 else ""
    if action == "compile":
        compile_all()
        return 0
    if action == "update":
        update_all()
        compile_all()
        for language in LANGUAGES:
            for problem in problems_of(language):
                print(f"{language}: {problem}")
        return 0
    if action == "check":
        return check_all()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
