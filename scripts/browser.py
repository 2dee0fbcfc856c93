"""The browser that the tests drive: find it, or install it where we may: `python scripts/browser.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Whatever speaks Chromium's protocol will do; Windows brings Edge along.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
WINDOWS_PATHS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")


def find_browser() -> Path | None:
    """The system's Chromium, Chrome or Edge; None if there is none. DONBAY_BROWSER names another one."""
    named = os.environ.get("DONBAY_BROWSER")
    if named:
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    folders = [os.environ.get(key) for key in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")]
    places = (Path(folder) / path for folder in folders if folder for path in WINDOWS_PATHS)
    return next((place for place in places if place.is_file()), None)


def install_browser() -> None:
    """Ask the system's package manager for Chromium, if it is apt and we may without a password."""
    if not shutil.which("apt-get") or (rights := administrator()) is None:
        return
    apt_get = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    # The lists may be old or absent; an update that fails is no reason not to try.
    subprocess.run([*apt_get, "update", "-q"])
    subprocess.run([*apt_get, "install", "-q", "-y", "--no-install-recommends", "chromium"])


def administrator() -> list[str] | None:
    """What to put before a command that needs an administrator; None if we may not, or not without asking."""
    if not hasattr(os, "geteuid"):  # Windows
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], stderr=subprocess.DEVNULL).returncode == 0:
        return sudo
    return None


def main() -> int:
    if find_browser() is None:
        install_browser()
    if find_browser() is None:
        sys.stderr.reconfigure(errors="replace")
        how = "Microsoft Edge, Google Chrome" if os.name == "nt" else "sudo apt-get install -y chromium"
        print(
            "Thiếu Chromium để chạy kiểm thử / The tests need Chromium, which is missing."
            f" Cài / Install: {how}",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
