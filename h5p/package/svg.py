"""Drawings (SVG): only shapes, text and references inside the drawing are kept."""

import io
import re
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from h5p.exceptions import PackageRefusedError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
_ELEMENTS = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text "
    "tspan textPath linearGradient radialGradient stop pattern clipPath mask marker switch "
    "image a style filter feBlend feColorMatrix feComponentTransfer feComposite "
    "feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood "
    "feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset "
    "fePointLight feSpecularLighting feSpotLight feTile feTurbulence font glyph missing-glyph "
    "font-face font-face-src font-face-name hkern vkern view "
)
ELEMENTS = frozenset(_ELEMENTS.split())
PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")
OUTSIDE_STYLE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\(|javascript:|\\", re.I)


EMPTY = f'<svg xmlns="{SVG}"/>'.encode()


def svg_kept(data: bytes, entry: str, limit: int) -> tuple[bytes, str]:
    """Return what is kept of a drawing and the note that tells of it, empty when none is needed.

    An author's drawing that is none is refused; in a library, where builds leave odd files under
    such names, an empty one stands in its place.
    """
    try:
        cleaned, changed = svg_clean(data, entry, limit)
    except PackageRefusedError:
        if entry.startswith("content/") or len(data) > limit:
            raise
        return EMPTY, "svg_emptied"
    return cleaned, "svg_cleaned" if changed else ""


def svg_clean(data: bytes, entry: str, limit: int) -> tuple[bytes, bool]:
    """Return the drawing and whether something was taken out; untouched bytes otherwise."""
    if len(data) > limit:
        raise PackageRefusedError("svg_unsafe", entry)
    parser = DefusedXMLParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        tree = ET.parse(io.BytesIO(data), parser=parser)  # noqa: S314 (the parser is safe)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError):
        raise PackageRefusedError("svg_unsafe", entry) from None
    root = tree.getroot()
    if root is None or root.tag != f"{{{SVG}}}svg":
        raise PackageRefusedError("svg_unsafe", entry)
    changed = _element_clean(root) or b"<?xml-stylesheet" in data or b"<!DOCTYPE" in data
    if not changed:
        return data, False
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True), True


def _element_clean(root: ET.Element) -> bool:
    """Clean all below, without recursion: drawings may be nested deeply."""
    changed = False
    waiting = [root]
    while waiting:
        element = waiting.pop()
        changed = _attributes_clean(element) or changed
        for child in list(element):
            if _is_kept(child):
                waiting.append(child)
            else:
                element.remove(child)
                changed = True
    return changed


def _is_kept(element: ET.Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{SVG}}}"):
        return False
    name = tag.removeprefix(f"{{{SVG}}}")
    if name == "style" and OUTSIDE_STYLE.search(element.text or ""):
        return False
    return name in ELEMENTS


def _attributes_clean(element: ET.Element) -> bool:
    bad = [name for name, value in element.attrib.items() if not _attribute_kept(name, value)]
    for name in bad:
        del element.attrib[name]
    return bool(bad)


def _attribute_kept(name: str, value: str) -> bool:
    space, _mark, plain = name.rpartition("}")
    space = space.lstrip("{")
    if space not in {"", XLINK, XML}:
        return False
    plain = plain.lower()
    if plain.startswith("on"):
        return False
    if plain in {"href", "src"}:
        value = value.strip()
        return value.startswith("#") or bool(PICTURE.fullmatch(value))
    return not OUTSIDE_STYLE.search(value)
