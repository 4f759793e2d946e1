"""People reached by the workshops that facilitators run with job seekers."""
