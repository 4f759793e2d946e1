"""QR codes."""

import math

import zxingcpp

DARK, LIGHT = "#14213d", "#ffffff"


def qr_rows(content: str) -> list[bytes]:
    """Return the rows of the smallest QR code, a byte a module, 0 where it is dark.

    Error correction M. Letters and digits are packed as such where that is shorter.
    """
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = memoryview(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False))
    modules = bytes(drawn)
    size = math.isqrt(len(modules))
    return [modules[start : start + size] for start in range(0, size * size, size)]


def qr_svg(content: str, *, border: int = 3) -> str:
    """Return the QR code as SVG that fills its place, with a quiet zone of so many modules."""
    rows = qr_rows(content)
    size = len(rows) + 2 * border
    drawn = []
    for number, row in enumerate(rows):
        start = row.find(0)
        while start >= 0:
            end = row.find(255, start)
            end = len(row) if end < 0 else end
            drawn.append(f"M{start + border} {number + border}h{end - start}v1H{start + border}z")
            start = row.find(0, end)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' shape-rendering="crispEdges"><path fill="{LIGHT}" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="{DARK}" d="{"".join(drawn)}"/></svg>'
    )
