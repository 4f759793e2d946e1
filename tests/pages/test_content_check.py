"""The checks of the content files: each finds what it is there for, and ours pass."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from pages.content_check.reading import ease_french, reading_check, syllables_count, words_of
from pages.content_check.services import content_check
from pages.content_check.typography import terms_rules, typography_check
from pages.content_loader.reader import yaml_read
from pages.management.commands.content_load import CONTENT_DIR

COURSE = "traite"
LESSON = f"{COURSE}/comprendre/ne-pas-confondre"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content."""
    return Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))


def messages(folder: Path) -> list[str]:
    return [problem.message for problem in content_check(folder, [COURSE])]


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_three_courses_have_no_problem():
    out = StringIO()
    call_command("content_check", stdout=out)
    assert out.getvalue() == "content files: no problem\n"


def test_a_problem_makes_the_command_fail_and_names_its_place(folder: Path):
    (folder / f"{LESSON}.ar.md").unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="1 problems"):
        call_command("content_check", "--path", str(folder), stdout=out)
    assert out.getvalue() == f"{folder / LESSON}.ar.md:1: is missing\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (f"{LESSON}.fr.md", "sources: [F-01, F-07]", "sources: [F-01]",
         "its sources are not those of the curriculum"),
        (f"{LESSON}.fr.md", ":::activity\n:::\n", "",
         "needs, in this order: situation, activity, remember"),
        (f"{LESSON}.fr.md", "## Comment agir", "[ici](https://example.org) ## Comment agir",
         "leads out of the course: https://example.org"),
        (f"{LESSON}.fr.md", "Trois dossiers", "Des clandestins, trois dossiers",
         "the glossary says: en situation irrégulière: 'clandestin'"),
        (f"{LESSON}.ar.md", "ثلاثة ملفات", "٣ ملفات",
         "digits are 0-9 in both languages: '٣'"),
        (f"{LESSON}.ar.md", "## كيف نتصرف", "## كيف نتصرف ?",
         "Arabic punctuation is ، ؛ ؟: 'ف ?'"),
        (f"{COURSE}/comprendre/module.yaml", "draw: 6", "draw: 5",
         "module comprendre draws no 6"),
    ],
)  # fmt: skip
def test_one_fault_is_one_problem(folder: Path, name: str, old: str, new: str, message: str):
    replace(folder, name, old, new)
    assert messages(folder) == [message]


def change(folder: Path, name: str, edit: Any) -> None:
    path = folder / COURSE / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_a_bank_that_is_too_small_or_silent_is_found(folder: Path):
    def edit(data: dict[str, Any]) -> None:
        data["questions"] = data["questions"][:11]
        del data["questions"][0]["options"][0]["feedback"]
        del data["questions"][2]["feedback_true"]

    change(folder, "comprendre/module.yaml", edit)
    assert sorted(messages(folder)) == [
        "an option of tr1-1 has no feedback",
        "module comprendre: 11 questions, 12 at least",
        "tr1-3 has no feedback_true",
    ]


def test_a_right_answer_that_gives_itself_away_is_found(folder: Path):
    def edit(data: dict[str, Any]) -> None:
        question = data["questions"][0]
        right = next(option for option in question["options"] if option.get("correct"))
        right["text"]["fr"] = "L'acte, le moyen et le but, tels que le protocole les définit"

    change(folder, "comprendre/module.yaml", edit)
    assert messages(folder) == ["the right answer of tr1-1 stands out by its length (fr)"]


def test_right_answers_always_at_the_same_place_are_found(folder: Path):
    def edit(data: dict[str, Any]) -> None:
        for question in data["questions"]:
            if question["type"] == "single":
                question["options"].sort(key=lambda option: not option.get("correct"))

    change(folder, "comprendre/module.yaml", edit)
    assert messages(folder) == [
        "module comprendre: the right answer is too often at the same place"
    ]


def test_an_activity_without_feedback_or_real_decisions_is_found(folder: Path):
    def edit(data: dict[str, Any]) -> None:
        lessons = data["modules"][1]["lessons"]
        del lessons[0]["activity_data"]["cards"][0]["feedback"]
        nodes = lessons[1]["activity_data"]["nodes"]
        nodes[0]["choices"] = [dict(nodes[0]["choices"][0]) for _ in range(2)]
        nodes.append({"id": "lost", "end": True, "text": {"fr": "Fin", "ar": "نهاية"}})
        lessons[3]["activity_data"]["nodes"] = lessons[3]["activity_data"]["nodes"][:1]

    change(folder, "curriculum.yaml", edit)
    assert sorted(messages(folder)) == [
        "a card has no feedback in both languages",
        "has 1 decisions, needs 3",
        "its decisions all lead to the same",
        "no decision leads to lost",
    ]


def test_unreadable_files_are_problems_too(folder: Path):
    (folder / COURSE / "curriculum.yaml").write_text("modules: [", encoding="utf-8")
    assert len(messages(folder)) == 1
    (folder / "terms.yaml").unlink()
    assert messages(folder) == ["file: cannot be read"]


@pytest.mark.parametrize(
    ("text", "language", "problems"),
    [
        ("Un « mot » juste : oui !", "fr", 0),
        ("Un «mot» juste", "fr", 1),
        ("Vraiment? Oui", "fr", 1),
        ("Note: lire", "fr", 1),
        ('Un "mot"', "fr", 1),
        ("Attendre...", "fr", 1),
        ("loi 27.14", "fr", 1),
        ("conseiller(e)s", "fr", 1),
        ("On dit « clandestins », on écrit autre chose", "fr", 0),
        ("قال: «نعم»، ثم صمت.", "ar", 0),
        ("قال « نعم »", "ar", 1),
        ("في 3 ديسمبر", "ar", 1),
        ("في 3 دجنبر ويوليوز", "ar", 0),
        ("الإتجار بالبشر", "ar", 1),
        ("نعم ، لا", "ar", 1),
    ],
)
def test_typography(text: str, language: str, problems: int):
    terms = terms_rules(yaml_read(CONTENT_DIR / "terms.yaml"))
    assert len(list(typography_check(text, language, terms[language]))) == problems


def test_reading_counts_words_sentences_and_syllables():
    assert words_of("L'aide ne dépend pas d'une plainte. كلمة أخرى") == [
        "L'aide", "ne", "dépend", "pas", "d'une", "plainte", "كلمة", "أخرى",
    ]  # fmt: skip
    assert [syllables_count(word) for word in ("dire", "maison", "protéger", "le")] == [1, 2, 3, 1]
    assert round(ease_french("Le chat dort. Il fait bon.")) == 130
    assert list(reading_check("Un mot.", "fr")) == ["has 2 words, needs 350 to 700"]
    long = " ".join(["institutionnellement"] * 360)
    assert [problem.split(" of ")[0] for problem in reading_check(long, "fr")] == [
        "has sentences",
        "has a sentence",
        "has a reading ease",
    ]
