"""Forms rendered with the design system's own field component."""

from django.forms.renderers import TemplatesSetting


class LmsFormRenderer(TemplatesSetting):
    """Widgets and fields come from the project's templates, Django's as fallback."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
