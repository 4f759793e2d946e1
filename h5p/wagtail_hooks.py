"""Activities and libraries in the administration."""

from wagtail import hooks

from h5p.log_actions import log_actions_register

hooks.register("register_log_actions", log_actions_register)
