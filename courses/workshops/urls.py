"""Addresses of sessions, of the room, of the trainer's pages and of the facilitator's space."""

from django.urls import path

from courses.workshops.views import facilitation, learner, offline_list, room, trainer

urlpatterns = [
    path("sessions/", learner.session_list, name="sessions"),
    path("sessions/here/", room.room_code, name="room_code"),
    path("sessions/run/", trainer.run_list, name="run_list"),
    # Its folder is what it may serve: the trainer's pages and nothing else.
    path("sessions/run/worker.js", offline_list.run_worker, name="run_worker"),
    path("sessions/run/<uuid:uuid>/", trainer.run_detail, name="run"),
    path("sessions/run/<uuid:uuid>/screen/", trainer.run_screen, name="run_screen"),
    path("sessions/run/<uuid:uuid>/screen/code/", trainer.run_screen_code, name="run_screen_code"),
    path("sessions/run/<uuid:uuid>/list/", offline_list.run_offline_list, name="run_offline_list"),
    path("sessions/run/<uuid:uuid>/sync/", offline_list.run_sync, name="run_sync"),
    path("sessions/run/<uuid:uuid>/sheet.pdf", trainer.run_sheet_pdf, name="run_sheet_pdf"),
    path("sessions/run/<uuid:uuid>/sheets/", trainer.run_sheet_attach, name="run_sheet_attach"),
    path("sessions/run/<uuid:uuid>/sheets/<int:pk>/", trainer.run_sheet, name="run_sheet"),
    path("sessions/run/<uuid:uuid>/close/", trainer.run_close, name="run_close"),
    path("sessions/run/<uuid:uuid>/cancel/", trainer.run_cancel, name="run_cancel"),
    path(
        "sessions/run/<uuid:uuid>/correct/<int:enrolment_id>/",
        trainer.run_correct,
        name="run_correct",
    ),
    path("sessions/<uuid:uuid>/", learner.session_detail, name="session"),
    path("sessions/<uuid:uuid>/register/", learner.session_register, name="session_register"),
    path("sessions/<uuid:uuid>/leave/", learner.session_leave, name="session_leave"),
    path("sessions/<uuid:uuid>/session.ics", learner.session_calendar, name="session_calendar"),
    path("sessions/<uuid:uuid>/here/", room.room_confirm, name="room_confirm"),
    path("sessions/<uuid:uuid>/here/<slug:token>/", room.room_scan, name="room_scan"),
    path("facilitator/", facilitation.facilitator_home, name="facilitator"),
    path("facilitator/review/", facilitation.review_list, name="review_list"),
    path("facilitator/review/<uuid:uuid>/", facilitation.review_detail, name="review"),
    path("facilitator/workshops/<uuid:uuid>/", facilitation.workshop_edit, name="workshop_edit"),
    path("facilitator/<slug:course_code>/new/", facilitation.workshop_new, name="workshop_new"),
]
