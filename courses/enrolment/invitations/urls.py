"""Address of a personal link."""

from django.urls import path

from courses.enrolment.invitations.views import invitation_view

urlpatterns = [
    path("invitations/<uuid:uuid>/<str:secret>/", invitation_view, name="invitation"),
]
