"""Archives that lie, names that lead astray, types that do harm."""

import zlib

from tests.factories.h5p import PNG, package_build, package_files, zip_build
from tests.factories.zips import Raw, raws, zip_raw
from tests.h5p.hostile.cases import case, named, with_entry

# The archive itself -------------------------------------------------------------------------
case("no zip", "not_a_zip", lambda: b"<html>not a zip</html>" * 9)
case("empty file", "not_a_zip", lambda: b"")
case("empty zip", "not_a_zip", lambda: zip_raw([]))
case("cut in the middle", "not_a_zip", lambda: package_build()[:-400])
case("trailing bytes", "zip_trailing_data", lambda: package_build() + b"tail")
case("comment", "zip_trailing_data", lambda: zip_raw(raws(package_files()), comment=b"<script>"))
case("gif polyglot", "zip_leading_data", lambda: b"GIF89a" + package_build())
case(
    "html polyglot with true offsets",
    "zip_leading_data",
    lambda: zip_raw(raws(package_files()), prefix=b"<html><script>alert(1)</script>"),
)
case(
    "data between entries",
    "zip_hidden_data",
    lambda: zip_raw([Raw(b"h5p.json", b"{}", gap=b"MZ hidden"), *raws({"content/a.png": PNG})]),
)
case(
    "data behind a compressed stream",
    "zip_hidden_data",
    named("content/a.txt", b"text", payload=zlib.compress(b"text", wbits=-15) + b"hidden"),
)


def _overlap() -> bytes:
    first = Raw(b"content/a.txt", b"A" * 2000, method=0)
    inner = Raw(b"content/b.txt", b"B" * 10, method=0)
    # The second one's header stands inside the first one's data.
    packed = zip_raw([inner])
    header = packed[: packed.index(b"PK\x01\x02")]
    first.data = header + b"A" * 100
    inner.at = len(zip_raw([Raw(first.name, b"", method=0)]).split(b"PK\x01\x02")[0])
    return zip_raw([first, inner, *raws(package_files())])


case("overlapping entries", "zip_overlap", _overlap)


def _shared() -> bytes:
    entries = raws(package_files())
    same = Raw(entries[0].name, entries[0].data, at=0)
    same.name = b"content/again.json"
    return zip_raw([*entries, same])


case("two names for one place", "zip_header_mismatch", _shared)
case(
    "local name differs",
    "zip_header_mismatch",
    named("content/a.png", local_name=b"content/b.png"),
)
case("local method differs", "zip_header_mismatch", named("content/a.png", local_method=0))
case("local size differs", "zip_header_mismatch", named("content/a.png", local_size=7))
case("size told too small", "zip_size_lie", named("content/a.txt", b"x" * 90_000, size=10))
case("size told too large", "zip_size_lie", named("content/a.txt", b"x" * 100, size=5000))
case("stored size lies", "zip_size_lie", named("content/a.txt", b"abc", method=0, size=9))
case("checksum wrong", "zip_checksum", named("content/a.txt", b"abc", crc=1))
case("stream damaged", "zip_damaged", named("content/a.txt", b"abc", payload=b"\xff" * 40))
case("stream unfinished", "zip_damaged", named("content/a.txt", b"abc" * 99, payload=b"\x4b"))
case("encrypted", "encrypted", named("content/a.txt", b"abc", flags=0x801))
case("strongly encrypted", "encrypted", named("content/a.txt", b"abc", flags=0x840))
case("bzip2", "compression_unsupported", named("content/a.txt", b"abc", method=12))
case("lzma", "compression_unsupported", named("content/a.txt", b"abc", method=14))
case("entry count lies", "zip_hidden_data", lambda: zip_raw(raws(package_files()), count=2))
case("several disks", "zip_split", lambda: package_build()[:-18] + b"\x01\0" * 2 + b"\0" * 14)
case("symbolic link", "special_file", named("content/a.png", b"/etc/passwd", mode=0o120777))
case("named pipe", "special_file", named("content/a.png", b"", mode=0o010644))
case("device", "special_file", named("content/a.png", b"", mode=0o020644))
case("folder with data", "zip_size_lie", named("content/sub/", b"data", mode=0o040755))

# Limits -------------------------------------------------------------------------------------
case(
    "ten thousand entries",
    "too_many_entries",
    lambda: zip_raw([Raw(b"content/%d.txt" % number, b"x") for number in range(10_000)]),
)
case("bomb", "ratio_too_high", named("content/a.txt", b"0" * 20_000_000))
case("entry said to be huge", "entry_too_large", named("content/a.mp4", b"x", size=3_500_000_000))
case("path too deep", "path_too_deep", named("content/" + "a/" * 20 + "a.png"))
case("name too long", "name_too_long", named(f"content/{'a' * 250}.png"))


def _total() -> bytes:
    """Entries whose ratio is fair and whose sum is not: sizes as the directory tells them."""
    body = b"x" * 1000
    entries = [
        Raw(b"content/%d.mp4" % number, body, payload=body, size=100_000, packed=1000)
        for number in range(300)
    ]
    return zip_raw([*raws(package_files()), *entries])


case("many large entries", "total_too_large", _total)

# Names --------------------------------------------------------------------------------------
case("absolute", "name_absolute", named("/etc/passwd.png"))
case("upwards", "name_traversal", named("content/../../evil.png"))
case("upwards alone", "name_traversal", named("../evil.png"))
case("dot", "name_traversal", named("content/./evil.png"))
case("back-slash", "name_backslash", named("content\\..\\evil.png"))
case("drive letter", "name_drive", named("C:/evil.png"))
case("alternate stream", "name_drive", named("content/a.png:evil"))
case("double slash", "name_empty", named("content//a.png"))
case("only a slash", "name_empty", named("/", b"", mode=0o040755))
case("null", "name_control", named("content/a\x00.png"))
case("line break", "name_control", named("content/a\n.png"))
case("zero width", "name_control", named("content/a\u200b.png"))
case("right-to-left override", "name_direction", named("content/gnp\u202egpj.png"))
case("isolate", "name_direction", named("content/a\u2067b.png"))
case("reserved", "name_reserved", named("content/CON.png"))
case("reserved with type", "name_reserved", named("content/lpt1.tar.png"))
case("reserved folder", "name_reserved", named("content/aux/a.png"))
case("trailing dot", "name_character", named("content/a.png."))
case("trailing space", "name_character", named("content/a.png "))
case("wildcard", "name_character", named("content/a*.png"))
case("not UTF-8", "name_encoding", named(b"content/\xff\xfe.png"))
case("decomposed", "name_not_normal", named("content/e\u0301.png"))
case(
    "twins in NFC and NFD",
    "name_not_normal",
    lambda: with_entry(Raw("content/\u00e9.png".encode(), PNG), Raw(b"content/e\xcc\x81.png", PNG)),
)
case("twice", "name_duplicate", named("content/content.json", b"{}"))
case("other case", "name_case_clash", named("content/Images/scene.png"))
case("other case of a file", "name_case_clash", named("CONTENT/content.JSON", b"{}"))
case(
    "compatible twins",
    "name_case_clash",
    lambda: with_entry(Raw(b"content/fi.png", PNG), Raw("content/\ufb01.png".encode(), PNG)),
)
case(
    "file and folder",
    "name_folder_clash",
    lambda: with_entry(Raw(b"content/a.png", PNG), Raw(b"content/a.png/b.png", PNG)),
)
case(
    "file and empty folder",
    "name_folder_clash",
    lambda: with_entry(Raw(b"content/a.png", PNG), Raw(b"content/a.png/", b"", mode=0o040755)),
)

# Types --------------------------------------------------------------------------------------
case("program", "executable_type", named("content/a.exe", b"MZ"))
case("php", "executable_type", named("content/a.php", b"<?php"))
case("page", "executable_type", named("content/a.html", b"<p>"))
case("server file", "executable_type", named("content/.htaccess", b"AddHandler php .png"))
case("script in the content", "type_not_allowed", named("content/a.js", b"alert(1)"))
case("no type", "type_not_allowed", named("content/LICENSE", b"text"))
case("unknown type", "type_not_allowed", named("content/a.xyz", b"text"))
case("zip inside", "nested_archive", named("content/a.zip", b"PK"))
case("zip called picture", "nested_archive", named("content/a.png", zip_build({"a": b"b"})))
case("program called picture", "executable_type", named("content/a.png", b"MZ\x90\x00" * 9))
case("shell script called text", "executable_type", named("content/a.txt", b"#!/bin/sh\nrm\n"))
case("page called text", "executable_type", named("content/a.txt", b" \n<!DOCTYPE html><p>"))
case("pdf called png", "type_mismatch", named("content/a.png", b"%PDF-1.7 " * 9))
case("text called mp4", "type_mismatch", named("content/a.mp4", b"just a text, no film"))
case(
    "svg with entities",
    "svg_unsafe",
    named(
        "content/a.svg",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    ),
)
case("svg broken", "svg_unsafe", named("content/a.svg", b"<svg"))
case(
    "svg that is a page",
    "svg_unsafe",
    named("content/a.svg", b'<x xmlns="http://www.w3.org/1999/xhtml"><script/></x>'),
)
