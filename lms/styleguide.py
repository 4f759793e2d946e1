"""The living style page (/styleguide/, development only): every component, both directions."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import translation

from lms.styleguide_samples import SAMPLES

THEMES = ("light", "dark")


class SampleForm(forms.Form):
    """One field of each sort; the texts come with the language."""

    def __init__(self, *args: Any, texts: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=texts["name"], help_text=texts["name_help"])
        self.fields["email"] = forms.EmailField(
            label=texts["email"], widget=forms.EmailInput(attrs={"dir": "ltr"})
        )
        self.fields["region"] = forms.ChoiceField(label=texts["region"], choices=texts["regions"])
        self.fields["gender"] = forms.ChoiceField(
            label=texts["gender"], choices=texts["genders"], widget=forms.RadioSelect
        )
        self.fields["note"] = forms.CharField(
            label=texts["note"], required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["consent"] = forms.BooleanField(
            label=texts["consent"], help_text=texts["consent_help"]
        )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in the language and theme that the query names."""
    lang = "ar" if request.GET.get("lang") == "ar" else "fr"
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    sample = SAMPLES[lang]
    with translation.override(lang):
        empty = SampleForm(texts=sample["form"])
        wrong = SampleForm({"email": "x"}, texts=sample["form"], prefix="wrong")
        context = {
            "s": sample,
            "theme": theme,
            "alternate_urls": [
                {
                    "code": code,
                    "name": name,
                    "url": f"/styleguide/?lang={code}&theme={theme}",
                    "current": code == lang,
                }
                for code, name in (("fr", "Français"), ("ar", "العربية"))
            ],
            "form": empty,
            "wrong_form": wrong,
            "page_obj": Paginator(range(100), 10).page(4),
            "quick_exit": True,
            "crumbs": sample["crumbs"],
            "variants": [
                {"href": f"/styleguide/?lang={a}&theme={b}", "label": f"{a} · {b}"}
                for a in dict(settings.LANGUAGES)
                for b in THEMES
            ],
        }
        return render(request, "styleguide/index.html", context)


urlpatterns: list[URLPattern] = [path("styleguide/", styleguide, name="styleguide")]
