"""Activities: playing, files, records, results."""

from tests.architecture.rules import ADMINISTRATOR, NOBODY, Actor, Rule

TOKEN = {"token": "=forged:token"}

RULES = {
    # Playing needs an enrolment; the unit of the matrix holds no activity for staff to preview.
    "courses:activity_start": Rule(may=NOBODY, args={"slot": "=unit"}),
    # Those who are not enrolled are led to the course.
    "courses:activity_results": Rule(may=frozenset(Actor) - {Actor.ANONYMOUS}),
    # A play is its learner's and nobody else's.
    "courses:play": Rule(may=NOBODY, args={"uuid": "=00000000-0000-0000-0000-000000000001"}),
    "activity_figures": Rule(may=ADMINISTRATOR | {Actor.TRAINER}),
    # The token is the right; anything else is refused, whoever asks.
    "h5p:embed": Rule(may=NOBODY, args=TOKEN),
    "h5p:files_base": Rule(may=NOBODY, args=TOKEN),
    "h5p:files": Rule(may=NOBODY, args={**TOKEN, "path": "=images/a.png"}),
    "h5p:libraries_base": Rule(may=NOBODY, args=TOKEN),
    "h5p:libraries": Rule(
        may=NOBODY, args={**TOKEN, "folder": "=H5P.Example-1.0", "path": "=a.js"}
    ),
    "h5p:statements": Rule(may=NOBODY, args=TOKEN),
    "h5p:state": Rule(may=NOBODY, args={**TOKEN, "data_type": "=state", "sub_content_id": "=0"}),
}
