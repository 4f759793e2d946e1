"""Packages that play: a question and a set of questions, written on H5P's own core API.

They bear the names of real content types, so that the server grades them as it grades those. Real
packages can be put beside (`H5P_REAL_PACKAGES`); these are all that a test may rely on.
"""

import json
from typing import Any

from h5p.api import Activity
from tests.factories.h5p import (
    LibraryFiles,
    activity_make,
    dependency,
    h5p_json,
    package_build,
)

QUESTION_SCRIPT = """\
var H5P = H5P || {};
H5P.MultiChoice = (function (EventDispatcher) {
  function MultiChoice(params, contentId, extras) {
    EventDispatcher.call(this);
    var self = this;
    var chosen = ((extras && extras.previousState) || {}).answers || [];
    var right = params.answers.map(function (a, i) { return a.correct ? i : -1; })
      .filter(function (i) { return i >= 0; });
    self.getMaxScore = function () { return right.length || 1; };
    self.getScore = function () {
      var points = 0;
      chosen.forEach(function (i) { points += params.answers[i].correct ? 1 : -1; });
      return Math.max(points, 0);
    };
    self.getTitle = function () { return params.question; };
    self.getAnswerGiven = function () { return chosen.length > 0; };
    self.getCurrentState = function () { return { answers: chosen }; };
    function event() {
      var made = self.createXAPIEventTemplate('answered');
      var definition = made.getVerifiedStatementValue(['object', 'definition']);
      definition.description = { 'en-US': params.question };
      definition.type = 'http://adlnet.gov/expapi/activities/cmi.interaction';
      definition.interactionType = 'choice';
      definition.correctResponsesPattern = [right.join('[,]')];
      definition.choices = params.answers.map(function (a, i) {
        return { id: String(i), description: { 'en-US': a.text } };
      });
      made.setScoredResult(self.getScore(), self.getMaxScore(), self, true,
        self.getScore() === self.getMaxScore());
      made.data.statement.result.response = chosen.join('[,]');
      return made;
    }
    self.getXAPIData = function () { return { statement: event().data.statement }; };
    self.attach = function ($container) {
      self.setActivityStarted();
      var root = $container.get(0);
      var heading = document.createElement('div');
      heading.innerHTML = params.question;
      root.appendChild(heading);
      params.answers.forEach(function (answer, index) {
        var label = document.createElement('label');
        label.className = 'sample-option';
        var box = document.createElement('input');
        box.type = 'checkbox';
        box.checked = chosen.indexOf(index) >= 0;
        box.addEventListener('change', function () {
          chosen = chosen.filter(function (i) { return i !== index; });
          if (box.checked) chosen.push(index);
          chosen.sort();
          self.triggerXAPI('interacted');
        });
        label.appendChild(box);
        label.appendChild(document.createTextNode(' ' + answer.text));
        root.appendChild(label);
      });
      var check = document.createElement('button');
      check.type = 'button';
      check.className = 'sample-check';
      check.textContent = params.checkLabel;
      check.addEventListener('click', function () { self.trigger(event()); });
      root.appendChild(check);
      self.trigger('resize');
    };
  }
  MultiChoice.prototype = Object.create(EventDispatcher.prototype);
  MultiChoice.prototype.constructor = MultiChoice;
  return MultiChoice;
})(H5P.EventDispatcher);
"""
SET_SCRIPT = """\
var H5P = H5P || {};
H5P.QuestionSet = (function (EventDispatcher) {
  function QuestionSet(params, contentId, extras) {
    EventDispatcher.call(this);
    var self = this;
    var state = (extras && extras.previousState) || {};
    var at = state.progress || 0;
    var kept = state.answers || [];
    var instances = params.questions.map(function (question, index) {
      return H5P.newRunnable(question, contentId, undefined, undefined,
        { parent: self, previousState: kept[index] });
    });
    function sum(name) {
      return instances.reduce(function (all, one) { return all + one[name](); }, 0);
    }
    self.getScore = function () { return sum('getScore'); };
    self.getMaxScore = function () { return sum('getMaxScore'); };
    self.getTitle = function () { return ''; };
    self.getCurrentState = function () {
      var answers = instances.map(function (one) { return one.getCurrentState(); });
      return { progress: at, answers: answers };
    };
    self.getXAPIData = function () {
      var made = self.createXAPIEventTemplate('answered');
      made.getVerifiedStatementValue(['object', 'definition']).interactionType = 'compound';
      made.setScoredResult(self.getScore(), self.getMaxScore(), self, true, true);
      return {
        statement: made.data.statement,
        children: instances.map(function (one) { return one.getXAPIData(); }),
      };
    };
    self.attach = function ($container) {
      self.setActivityStarted();
      var root = $container.get(0);
      var stage = document.createElement('div');
      var next = document.createElement('button');
      next.type = 'button';
      next.className = 'sample-next';
      function show() {
        stage.textContent = '';
        instances[at].attach(H5P.jQuery(stage));
        next.textContent = at + 1 < instances.length ? params.nextLabel : params.finishLabel;
        self.trigger('resize');
      }
      next.addEventListener('click', function () {
        if (at + 1 < instances.length) {
          at += 1;
          var moved = self.createXAPIEventTemplate('progressed');
          self.trigger(moved);
          show();
        } else {
          next.remove();
          self.triggerXAPICompleted(self.getScore(), self.getMaxScore(), true);
          var told = document.createElement('p');
          told.className = 'sample-score';
          told.textContent = self.getScore() + ' / ' + self.getMaxScore();
          root.appendChild(told);
        }
      });
      root.appendChild(stage);
      root.appendChild(next);
      show();
    };
  }
  QuestionSet.prototype = Object.create(EventDispatcher.prototype);
  QuestionSet.prototype.constructor = QuestionSet;
  return QuestionSet;
})(H5P.EventDispatcher);
"""
CHECK = {"name": "checkLabel", "type": "text", "label": "Check", "default": "Check", "common": True}
QUESTION_SEMANTICS: list[dict[str, Any]] = [
    {"name": "question", "type": "text", "label": "Question"},
    {
        "name": "answers",
        "type": "list",
        "label": "Answers",
        "entity": "answer",
        "min": 1,
        "field": {
            "name": "answer",
            "type": "group",
            "label": "Answer",
            "fields": [
                {"name": "text", "type": "text", "label": "Text"},
                {"name": "correct", "type": "boolean", "label": "Correct", "default": False},
            ],
        },
    },
    CHECK,
]
SET_SEMANTICS: list[dict[str, Any]] = [
    {
        "name": "questions",
        "type": "list",
        "label": "Questions",
        "entity": "question",
        "min": 1,
        "field": {
            "name": "question",
            "type": "library",
            "label": "Question",
            "options": ["H5P.MultiChoice 1.17"],
        },
    },
    {"name": "nextLabel", "type": "text", "label": "Next", "default": "Next", "common": True},
    {"name": "finishLabel", "type": "text", "label": "Finish", "default": "Finish", "common": True},
]
WORDS = {"fr": ("Vérifier", "Suivant", "Terminer"), "ar": ("تحقّق", "التالي", "إنهاء")}


def _translated(fields: list[dict[str, Any]], words: dict[str, str]) -> bytes:
    """A language file: the semantics again, with other defaults."""
    rows = [{"default": words[f["name"]]} if f["name"] in words else {} for f in fields]
    return json.dumps({"semantics": rows}, ensure_ascii=False).encode()


def question_library(**changes: Any) -> LibraryFiles:
    """The question."""
    files = {
        f"language/{code}.json": _translated(QUESTION_SEMANTICS, {"checkLabel": words[0]})
        for code, words in WORDS.items()
    }
    values: dict[str, Any] = {
        "name": "H5P.MultiChoice",
        "minor": 17,
        "title": "Multiple Choice",
        "script": QUESTION_SCRIPT,
        "semantics": QUESTION_SEMANTICS,
        "files": files,
        **changes,
    }
    return LibraryFiles(**values)


def set_library() -> LibraryFiles:
    """The set of questions."""
    files = {
        f"language/{code}.json": _translated(
            SET_SEMANTICS, {"nextLabel": words[1], "finishLabel": words[2]}
        )
        for code, words in WORDS.items()
    }
    return LibraryFiles(
        name="H5P.QuestionSet",
        minor=21,
        title="Question Set",
        script=SET_SCRIPT,
        semantics=SET_SEMANTICS,
        needs=[("H5P.MultiChoice", 1, 17)],
        files=files,
    )


QUESTIONS = {
    "fr": [
        ("Une offre demande de payer d'avance.", ["Je refuse", "Je paie", "Je vérifie"], [0, 2]),
        ("Un passeport est retenu.", ["C'est un indice", "C'est normal"], [0]),
    ],
    "ar": [
        ("عرض عمل يطلب الدفع مسبقًا.", ["أرفض", "أدفع", "أتحقق"], [0, 2]),
        ("احتُجز جواز السفر.", ["هذا مؤشر", "هذا عادي"], [0]),
    ],
}
SUB_IDS = ["0f6e9a52-0d52-4c12-9a11-000000000001", "0f6e9a52-0d52-4c12-9a11-000000000002"]


def question_params(text: str, options: list[str], right: list[int]) -> dict[str, Any]:
    """Parameters of one question."""
    return {
        "question": text,
        "answers": [{"text": o, "correct": n in right} for n, o in enumerate(options)],
    }


def set_params(language: str = "fr") -> dict[str, Any]:
    """Two questions, three points."""
    return {
        "questions": [
            {
                "library": "H5P.MultiChoice 1.17",
                "params": question_params(*question),
                "subContentId": sub_id,
                "metadata": {"title": "Question", "contentType": "Multiple Choice", "license": "U"},
            }
            for question, sub_id in zip(QUESTIONS[language], SUB_IDS, strict=True)
        ]
    }


def set_parts(language: str = "fr") -> dict[str, Any]:
    """What `package_build` and `activity_make` take for a set of questions."""
    return {
        "libraries": [set_library(), question_library()],
        "params": set_params(language),
        "manifest": h5p_json(
            title="Deux situations" if language == "fr" else "حالتان",
            language=language,
            mainLibrary="H5P.QuestionSet",
            preloadedDependencies=[
                dependency("H5P.QuestionSet", 1, 21),
                dependency("H5P.MultiChoice", 1, 17),
            ],
        ),
        "media": {},
    }


def set_package(language: str = "fr") -> bytes:
    """The package's bytes."""
    return package_build(**set_parts(language))


def set_make(language: str = "fr") -> Activity:
    """A published set of questions."""
    return activity_make(**set_parts(language))
