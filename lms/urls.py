"""Root of the addresses. Pages for people live under /fr/ and /ar/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core import views as core_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", core_views.root, name="root"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("certificates.urls_root")),
    path("h5p/", include("h5p.player.urls")),
]

urlpatterns += i18n_patterns(
    path("", wagtail_views.serve, {"path": ""}, name="home"),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("courses.urls")),
    path("", include("certificates.urls")),
    path("", include("pages.urls")),
    path("exit/", core_views.quick_exit, name="quick_exit"),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

if getattr(settings, "LMS_STYLEGUIDE", False):
    from lms.styleguide import urlpatterns as styleguide_urlpatterns

    urlpatterns = [*styleguide_urlpatterns, *urlpatterns]
