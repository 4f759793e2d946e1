"""QR codes."""

import io

import segno


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG that fills its place, with its quiet zone."""
    buffer = io.BytesIO()
    code = segno.make(address, error="m")
    colours = {"dark": "#14213d", "light": "#ffffff"}
    code.save(buffer, kind="svg", border=3, xmldecl=False, omitsize=True, **colours)
    return buffer.getvalue().decode()
