"""`make screenshots`: the twelve main pages, French and Arabic, 390 and 1280 px, into screenshots/.

Serves a platform of its own on a temporary folder and signs in as a demonstration learner.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PORT = 8078
URL = f"http://127.0.0.1:{PORT}"
OUT = ROOT / "screenshots"
PUBLIC = {
    "home": "",
    "catalogue": "courses/",
    "course": "courses/traite/",
    "sign-up": "accounts/signup/",
    "sign-in": "accounts/login/",
    "verify": "verify/",
    "referral": "referral/",
}
OWN = {
    "dashboard": "dashboard/",
    "lesson": "courses/traite/acte-moyen-but/",
    "assessment": "courses/traite/evaluation-1/",
    "certificates": "certificates/",
    "profile": "profile/",
}


def serve(folder: str) -> subprocess.Popen[bytes]:
    """Start the platform and wait until it answers."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "LMS_VAR_DIR": folder,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    for _number in range(600):
        try:
            with urllib.request.urlopen(f"{URL}/fr/", timeout=5):
                return process
        except OSError:
            time.sleep(0.3)
    process.terminate()
    sys.exit("the platform did not start")


def sign_in(page: Any) -> None:
    """Sign in and enrol."""
    from accounts.demo import PASSWORD  # noqa: PLC0415

    page.goto(f"{URL}/fr/accounts/login/")
    page.fill("[name=login]", "conseillere")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.goto(f"{URL}/fr/courses/traite/")
    enrol = page.locator("form[action$='/enrol/'] button")
    if enrol.count():
        enrol.click()


def shoot(page: Any, pages: dict[str, str], width: int) -> None:
    """Take each page in both languages."""
    for name, path in pages.items():
        for language in ("fr", "ar"):
            page.goto(f"{URL}/{language}/{path}")
            page.screenshot(path=str(OUT / f"{name}-{language}-{width}.png"), full_page=True)


def main() -> None:
    """Serve, shoot, stop."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lms-shots-") as folder:
        process = serve(folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"),
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                )
                for width in (390, 1280):
                    context = browser.new_context(viewport={"width": width, "height": 844})
                    page = context.new_page()
                    shoot(page, PUBLIC, width)
                    sign_in(page)
                    shoot(page, OWN, width)
                    context.close()
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=30)
    print(f"{len(PUBLIC) + len(OWN)} pages, 2 languages, 2 widths in {OUT.name}/")


if __name__ == "__main__":
    main()
