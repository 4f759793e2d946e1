"""Images, video, sound and files. Nothing autoplays; nothing is loaded from elsewhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class ImageBlock(blocks.StructBlock):
    """An image with its alternative text and credit."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        help_text=_("What a person who does not see the image needs to know."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), help_text=_("Author, source, licence."))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "courses/blocks/image.html"
        description = _("Never an image of a victim, never an identifiable person without consent.")


class _RecordingBlock(blocks.StructBlock):
    """What video and sound share: a file or an address, and a transcript."""

    title = blocks.CharBlock(label=_("Title"))
    file = DocumentChooserBlock(label=_("File"), required=False)
    address = blocks.URLBlock(
        label=_("Address"),
        required=False,
        help_text=_("Shown as a link: nothing is loaded from elsewhere before a click."),
    )
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=["bold", "ol", "ul"])
    credit = blocks.CharBlock(label=_("Credit"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a recording with neither file nor address, or with both."""
        cleaned = super().clean(value)
        if bool(cleaned.get("file")) == bool(cleaned.get("address")):
            raise blocks.StructBlockValidationError(
                block_errors={"file": ValidationError(_("Give either a file or an address."))}
            )
        return cleaned


class VideoBlock(_RecordingBlock):
    """A video with captions and transcript."""

    captions_fr = DocumentChooserBlock(label=_("Captions in French (WebVTT)"), required=False)
    captions_ar = DocumentChooserBlock(label=_("Captions in Arabic (WebVTT)"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"
        description = _("Optional for the learner: the transcript says all that matters.")


class AudioBlock(_RecordingBlock):
    """A sound recording with transcript."""

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "courses/blocks/audio.html"
        description = _("A recording with its transcript.")


class DownloadBlock(blocks.StructBlock):
    """A file to keep or print."""

    title = blocks.CharBlock(label=_("Title"))
    file = DocumentChooserBlock(label=_("File"))
    text = blocks.TextBlock(label=_("What it is for"), required=False)

    class Meta:
        icon = "download"
        label = _("File to download")
        template = "courses/blocks/download.html"
        description = _("A light file, with its size shown.")
