"""An activity in the other language: made by one action, kept in step with its source."""

from typing import Any

from django.db import transaction

from core.audit import audit_write
from h5p.editor.texts import ContentTexts, Text
from h5p.exceptions import AlreadyTranslatedError
from h5p.models import Activity, ActivityTranslation
from h5p.package.html import html_clean, plain_clean
from h5p.services.activities import activity_create, activity_publish, version_add
from h5p.services.editing import activity_rename, content_write, library_named

OTHER = {"fr": "ar", "ar": "fr"}
_INLINE = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "u", "a", "h2", "h3"})


def translation_texts(activity: Activity, language: str) -> list[Text]:
    """Return the texts of a source to translate, each once; labels in `language`."""
    version = activity.version
    if version is None:
        return []
    found = ContentTexts(library_named, language).texts(
        version.params, version.main_library, OTHER[activity.language]
    )
    return list({text.value: text for text in found}.values())


@transaction.atomic
def translation_start(*, activity: Activity, by: Any) -> ActivityTranslation:
    """Make the counterpart of an activity in the other language, as a draft without its texts.

    The activity's own words come from the language files of its libraries; media are shared.
    Raises AlreadyTranslatedError.
    """
    source = Activity.objects.select_for_update().get(pk=activity.pk)
    is_target = ActivityTranslation.objects.filter(target=source).exists()
    if is_target or source.translations.exists() or source.version is None:
        raise AlreadyTranslatedError
    target = activity_create(
        title=source.title,
        language=OTHER[source.language],
        collection=source.collection,
        by=by,
    )
    version = source.version
    version_add(
        activity=target,
        main=version.main_library,
        libraries=version.libraries.all(),
        params=_translated(source, {}),
        metadata={**version.metadata, "language": target.language},
        files=version.files,
        prefix=version.prefix,
        by=by,
        ready=False,
    )
    translation = ActivityTranslation.objects.create(
        source=source,
        target=target,
        source_version=version,
        missing=len(translation_texts(source, source.language)),
    )
    audit_write(action="h5p.activity_translate", instance=source, by=by, after=target.language)
    return translation


@transaction.atomic
def translation_save(
    *, translation: ActivityTranslation, title: str, texts: dict[str, str], by: Any
) -> ActivityTranslation:
    """Write the translations of the texts of the source as it is now; idempotent.

    Texts are filtered as those of a package are. A missing one stays empty, and the translation a
    draft: what was published before stays in its place until the last text is there.
    """
    locked = (
        ActivityTranslation.objects.select_for_update(of=("self",))
        .select_related("source__version__main_library", "target")
        .get(pk=translation.pk)
    )
    source, target = locked.source, locked.target
    known = translation_texts(source, source.language)
    memory = {**locked.texts, **{text.value: _cleaned(texts, text, locked) for text in known}}
    locked.texts = memory
    locked.missing = sum(1 for text in known if not memory.get(text.value))
    locked.source_version = source.version
    locked.save()
    is_ready = not locked.missing
    activity_rename(activity=target, title=title, by=by, ready=is_ready)
    version = source.version
    if version is not None:
        content_write(
            activity=target,
            main=version.main_library,
            params=_translated(source, memory),
            by=by,
            media_of=version,
            ready=is_ready,
        )
    if is_ready:
        target.refresh_from_db()
        activity_publish(activity=target, by=by)
    audit_write(
        action="h5p.activity_translate",
        instance=source,
        by=by,
        after=target.language,
        missing=locked.missing,
    )
    return locked


def translation_params(translation: ActivityTranslation, texts: dict[str, str]) -> dict[str, Any]:
    """Return the content that a translation would have with these texts; nothing is saved."""
    source = translation.source
    known = translation_texts(source, source.language)
    memory = {text.value: _cleaned(texts, text, translation) for text in known}
    return _translated(source, {**translation.texts, **memory})


def _cleaned(texts: dict[str, str], text: Text, translation: ActivityTranslation) -> str:
    given = texts.get(text.value, translation.texts.get(text.value, ""))
    return (html_clean(given, _INLINE) if text.is_html else plain_clean(given)).strip()


def _translated(source: Activity, memory: dict[str, str]) -> dict[str, Any]:
    version = source.version
    if version is None:
        return {}
    contents = ContentTexts(library_named, source.language)
    return contents.translated(version.params, version.main_library, OTHER[source.language], memory)
