"""QR codes."""

import io

import segno


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG, error correction M, quiet zone included."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(
        buffer, kind="svg", border=2, scale=4, dark="#14213d", light="#ffffff", xmldecl=False
    )
    return buffer.getvalue().decode()
