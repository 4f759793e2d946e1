"""Packages made from nothing: small, valid, and bent where a test wants it.

`package_build()` gives the bytes of a valid package with its library `H5P.LmsSample 1.0`.
`LibraryFiles(...)` describes another library; `zip_build` packs any files. `activity_make()`
imports a package as the platform would.
"""

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Collection

from h5p.enums import JobState
from h5p.models import Activity, ImportJob, Library
from h5p.services.imports import import_run, import_start

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
FIXED_TIME = (2026, 1, 1, 0, 0, 0)
# Shows a question with answers; a press on one reports it as xAPI, the right one with the score.
SCRIPT = """\
var H5P = H5P || {};
H5P.LmsSample = (function (EventDispatcher) {
  function LmsSample(params, id, extras) {
    EventDispatcher.call(this);
    var self = this;
    var state = (extras && extras.previousState) || {};
    self.getMaxScore = function () { return 1; };
    self.getScore = function () { return state.right ? 1 : 0; };
    self.getTitle = function () { return params.question || ''; };
    self.getCurrentState = function () { return state; };
    self.attach = function ($container) {
      var root = $container.get(0);
      var question = document.createElement('div');
      question.innerHTML = params.question || '';
      root.appendChild(question);
      (params.answers || []).forEach(function (answer, index) {
        var button = document.createElement('button');
        button.type = 'button';
        button.innerHTML = answer.text;
        button.setAttribute('aria-pressed', String(state.chosen === index));
        button.addEventListener('click', function () {
          state = { chosen: index, right: Boolean(answer.correct) };
          button.setAttribute('aria-pressed', 'true');
          var event = self.createXAPIEventTemplate('answered');
          var definition = event.getVerifiedStatementValue(['object', 'definition']);
          definition.interactionType = 'choice';
          definition.type = 'http://adlnet.gov/expapi/activities/cmi.interaction';
          event.setScoredResult(self.getScore(), 1, self, true, state.right);
          event.data.statement.result.response = String(index);
          self.trigger(event);
        });
        root.appendChild(button);
      });
      self.trigger('resize');
    };
  }
  LmsSample.prototype = Object.create(EventDispatcher.prototype);
  LmsSample.prototype.constructor = LmsSample;
  return LmsSample;
})(H5P.EventDispatcher);
"""
SEMANTICS: list[dict[str, Any]] = [
    {"name": "question", "type": "text", "label": "Question", "tags": ["strong", "em", "a"]},
    {"name": "image", "type": "image", "label": "Image", "optional": True},
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
    {
        "name": "behaviour",
        "type": "group",
        "label": "Behaviour",
        "fields": [
            {"name": "retry", "type": "boolean", "label": "Retry", "default": True},
            {
                "name": "feedback",
                "type": "select",
                "label": "Feedback",
                "options": [{"value": "now", "label": "Now"}, {"value": "end", "label": "End"}],
                "default": "now",
            },
            {"name": "pause", "type": "number", "label": "Pause", "min": 0, "max": 60},
        ],
    },
    {
        "name": "next",
        "type": "library",
        "label": "Next",
        "optional": True,
        "options": ["H5P.LmsSample 1.0"],
    },
]
PARAMS: dict[str, Any] = {
    "question": "<p>Une offre demande un paiement. Que faire ?</p>",
    "image": {"path": "images/scene.png", "mime": "image/png", "width": 1, "height": 1},
    "answers": [
        {"text": "Vérifier avant tout", "correct": True},
        {"text": "Payer tout de suite", "correct": False},
    ],
    "behaviour": {"retry": True, "feedback": "now", "pause": 5},
}


@dataclass
class LibraryFiles:
    """A library to be packed: `files` are added to, or replace, those it is made of."""

    name: str = "H5P.LmsSample"
    major: int = 1
    minor: int = 0
    patch: int = 0
    title: str = "Exemple"
    runnable: int = 1
    semantics: Any = field(default_factory=lambda: json.loads(json.dumps(SEMANTICS)))
    script: str = SCRIPT
    needs: list[tuple[str, int, int]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Folder in the package."""
        return f"{self.name}-{self.major}.{self.minor}"

    def manifest(self) -> dict[str, Any]:
        """Its `library.json`."""
        return {
            "title": self.title,
            "machineName": self.name,
            "majorVersion": self.major,
            "minorVersion": self.minor,
            "patchVersion": self.patch,
            "runnable": self.runnable,
            "author": "Exemple",
            "license": "MIT",
            "coreApi": {"majorVersion": 1, "minorVersion": 24},
            "preloadedJs": [{"path": "sample.js"}],
            "preloadedCss": [{"path": "sample.css"}],
            "preloadedDependencies": [dependency(*needed) for needed in self.needs],
            **self.extra,
        }

    def packed(self) -> dict[str, bytes]:
        """Its files as they stand in a package."""
        made = {
            "library.json": to_json(self.manifest()),
            "semantics.json": to_json(self.semantics),
            "sample.js": self.script.encode(),
            "sample.css": b".h5p-lms-sample { color: inherit; }\n",
            "language/fr.json": to_json({"semantics": []}),
            "language/ar.json": to_json({"semantics": []}),
            **self.files,
        }
        return {f"{self.folder}/{path}": data for path, data in made.items()}


def to_json(value: Any) -> bytes:
    """JSON as a package holds it."""
    return json.dumps(value, ensure_ascii=False).encode()


def dependency(name: str, major: int, minor: int) -> dict[str, Any]:
    """A dependency as manifests write it."""
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def h5p_json(**changes: Any) -> dict[str, Any]:
    """A valid `h5p.json`, with changes."""
    return {
        "title": "Offre suspecte",
        "language": "fr",
        "mainLibrary": "H5P.LmsSample",
        "embedTypes": ["div"],
        "license": "U",
        "preloadedDependencies": [dependency("H5P.LmsSample", 1, 0)],
        **changes,
    }


def package_files(
    *,
    libraries: list[LibraryFiles] | None = None,
    params: Any = None,
    manifest: dict[str, Any] | None = None,
    media: dict[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Files of a package by path. `libraries=[]` brings none."""
    files = {
        "h5p.json": to_json(manifest or h5p_json()),
        "content/content.json": to_json(PARAMS if params is None else params),
    }
    for path, data in (media if media is not None else {"images/scene.png": PNG}).items():
        files[f"content/{path}"] = data
    for library in [LibraryFiles()] if libraries is None else libraries:
        files |= library.packed()
    return files


def zip_build(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files, always to the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in files.items():
            info = zipfile.ZipInfo(path, FIXED_TIME)
            info.external_attr = 0o100644 << 16
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def package_build(**parts: Any) -> bytes:
    """Bytes of a valid package; see `package_files` for what can be changed."""
    return zip_build(package_files(**parts))


def job_make(data: bytes, **options: Any) -> ImportJob:
    """Upload a package; the import is not run."""
    if Collection.get_first_root_node() is None:  # a test with real transactions was before
        Collection.add_root(name="Root")
    options.setdefault("file_name", "offre.h5p")
    return import_start(chunks=[data], size=len(data), queue=False, **options)


def import_make(data: bytes, **options: Any) -> ImportJob:
    """Upload a package and import it; returns the job, whatever became of it."""
    job = job_make(data, **options)
    import_run(job_id=job.pk)
    job.refresh_from_db()
    return job


def activity_make(**parts: Any) -> Activity:
    """A published activity, with its library installed."""
    job = import_make(package_build(**parts), install=True)
    assert job.state == JobState.DONE, (job.code, job.entry, job.details)
    assert job.activity is not None
    return job.activity


def library_make(library: LibraryFiles | None = None) -> Library:
    """An installed library."""
    library = library or LibraryFiles()
    job = import_make(zip_build(library.packed()), install=True, libraries_only=True)
    assert job.state == JobState.DONE, (job.code, job.entry, job.details)
    return Library.objects.get(machine_name=library.name, major=library.major, minor=library.minor)
