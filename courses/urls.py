"""Addresses of courses: the applets' own, fixed words before the codes that authors choose."""

from courses.activities import urls as activities
from courses.assessments import urls as assessments
from courses.catalogue import urls as catalogue
from courses.enrolment import urls as enrolment
from courses.progress import urls as progress
from courses.progress.board import urls as board
from courses.progress.reminders import urls as reminders
from courses.submissions import urls as submissions
from courses.surveys import urls as surveys
from courses.workshops import urls as workshops

app_name = "courses"
urlpatterns = [
    *catalogue.urlpatterns,
    *enrolment.urlpatterns,
    *assessments.urlpatterns,
    *submissions.urlpatterns,
    *surveys.urlpatterns,
    *reminders.urlpatterns,
    *board.urlpatterns,
    *workshops.urlpatterns,
    *activities.urlpatterns,
    *progress.urlpatterns,
]
