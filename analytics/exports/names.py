"""Names of files that leave the product, as Windows, macOS and Linux all take them."""

LONGEST = 60
# Devices to Windows, in whatever folder and with whatever ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}


def file_stem(title: str, *, simulated: bool = False) -> str:
    """A title as the name of a file, without its ending: letters (Vietnamese ones too), digits, `-` and `_`; marked where simulated.

    Never empty, never a name that Windows keeps for a device.
    """
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in title).strip("-")[:LONGEST].strip("-")
    if not stem or stem.lower() in _DEVICES:
        stem = f"so-lieu-{stem}".strip("-")
    return f"mo-phong-{stem}" if simulated else stem
