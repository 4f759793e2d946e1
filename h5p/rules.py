"""The rules of an import, by stable code: one sentence each, said to the author."""

from typing import Any

from django.utils.translation import gettext_lazy as _

RULES: dict[str, Any] = {
    # The archive.
    "not_a_zip": _("The file is not an H5P package: it is not a complete zip archive."),
    "too_large_upload": _("The file is larger than %(limit)s."),
    "zip_trailing_data": _("Something follows the end of the archive, or it has a comment."),
    "zip_leading_data": _("Something stands before the archive: it is two files in one."),
    "zip_hidden_data": _("There is hidden data between the entries of the archive."),
    "zip_overlap": _("Entries of the archive overlap."),
    "zip_split": _("The archive is split into several parts, or larger than 4 GB."),
    "zip_damaged": _("The archive is damaged at this entry."),
    "zip_header_mismatch": _("The two descriptions that the archive gives of this entry differ."),
    "zip_size_lie": _("The entry does not have the size that the archive states."),
    "zip_checksum": _("The checksum of the entry is wrong: the file is damaged."),
    "encrypted": _("The entry is encrypted."),
    "compression_unsupported": _("The entry is compressed in a way that H5P does not use."),
    "special_file": _("The entry is a link or a special file."),
    # Limits.
    "too_many_entries": _("The archive has more than %(limit)s entries."),
    "entry_too_large": _("The entry is larger than %(limit)s."),
    "total_too_large": _("Unpacked, the archive is larger than %(limit)s."),
    "ratio_too_high": _("The entry grows more than %(limit)s times when unpacked."),
    "path_too_deep": _("The entry lies more than %(limit)s folders deep."),
    "name_too_long": _("The name of the entry is longer than %(limit)s characters."),
    # Names.
    "name_empty": _("An entry has no name, or an empty folder name."),
    "name_absolute": _("The name of the entry starts at the root of a disk."),
    "name_traversal": _("The name of the entry leads out of the package."),
    "name_backslash": _("The name of the entry has a back-slash."),
    "name_drive": _("The name of the entry has a drive letter or a colon."),
    "name_control": _("The name of the entry has a control or invisible character."),
    "name_direction": _("The name of the entry has a character that reverses its direction."),
    "name_reserved": _("The name of the entry is reserved by Windows."),
    "name_character": _("The name of the entry has a character that files may not have."),
    "name_encoding": _("The name of the entry is not readable text."),
    "name_not_normal": _("The name of the entry is not in the normal form of Unicode (NFC)."),
    "name_duplicate": _("The entry is there twice."),
    "name_case_clash": _("Another entry has the same name in other letters: %(other)s."),
    "name_folder_clash": _("The same name is a file and a folder."),
    # Types.
    "executable_type": _("Programs and pages are not accepted in a package."),
    "nested_archive": _("Archives inside the package are not accepted."),
    "type_not_allowed": _("Files of the type “%(type)s” are not accepted here."),
    "type_mismatch": _("The content of the file is not of the type that its name states."),
    "svg_unsafe": _("The drawing (SVG) is not readable or declares entities."),
    # JSON.
    "json_missing": _("This file is missing in the package."),
    "json_invalid": _("The file is not valid JSON (line %(line)s)."),
    "json_encoding": _("The file is not UTF-8 text."),
    "json_too_large": _("The file is larger than %(limit)s."),
    "json_too_complex": _("The JSON files hold too many values."),
    "json_too_deep": _("The values of the file are nested too deeply."),
    "json_control": _("The file has a character that no text may have."),
    "json_duplicate_key": _("The key “%(key)s” is there twice."),
    "json_number": _("The file has a number that is none, or out of all measure."),
    # h5p.json and library.json.
    "h5p_json_invalid": _("“%(field)s” is missing or not as the H5P specification wants it."),
    "library_json_invalid": _("“%(field)s” is missing or not as the H5P specification wants it."),
    "main_library_missing": _("The main library %(library)s is not among the dependencies."),
    "main_library_not_runnable": _("%(library)s cannot be an activity by itself."),
    "core_api_too_new": _("%(library)s needs the H5P core API %(needed)s; here it is %(have)s."),
    "library_folder_mismatch": _("The folder should be named %(expected)s."),
    "library_twice": _("The library %(library)s is there twice."),
    "library_file_missing": _("The library needs the file “%(path)s”, which is not there."),
    "library_file_path": _("“%(path)s” is not a path inside the library."),
    "too_many_libraries": _("The package brings more than %(limit)s libraries."),
    "dependency_missing": _("%(library)s is needed, but neither in the package nor installed."),
    "library_not_permitted": _(
        "The library %(library)s is not installed. Only an administrator may install it."
    ),
    "no_library": _("The package brings no library."),
    # semantics.json and content.json.
    "semantics_invalid": _("The description of the fields is not valid at “%(path)s”."),
    "content_not_text": _("The value at “%(path)s” should be a text."),
    "content_not_number": _("The value at “%(path)s” should be a number."),
    "content_not_boolean": _("The value at “%(path)s” should be yes or no."),
    "content_not_select": _("The value at “%(path)s” should be a choice."),
    "content_not_group": _("The value at “%(path)s” should be a group of fields."),
    "content_not_list": _("The value at “%(path)s” should be a list."),
    "content_not_file": _("The value at “%(path)s” should be a file."),
    "content_library_unknown": _("The value at “%(path)s” does not name a library."),
    "content_library_refused": _("%(library)s may not stand at “%(path)s”."),
    "content_address": _("The address at “%(path)s” is not allowed."),
    "content_too_deep": _("Activities are nested too deeply at “%(path)s”."),
    # Import.
    "activity_gone": _("The activity that the package should replace was deleted meanwhile."),
    "upload_gone": _("The uploaded file is no longer there: upload it again."),
    "hub_unreachable": _("The H5P Hub did not answer, or connections to it are switched off."),
    "unexpected": _("The import was interrupted by a fault of the platform. Run it again."),
}
NOTES: dict[str, Any] = {
    "library_kept": _("%(library)s %(theirs)s of the package is not used: %(ours)s is installed."),
    "library_installed": _("%(library)s %(version)s was installed."),
    "library_updated": _("%(library)s was updated from %(before)s to %(after)s."),
    "editor_dependency_missing": _("%(library)s, which only the editor needs, is not there."),
    "file_missing": _("The file “%(file)s” is named in the content but not in the package."),
    "option_replaced": _("The choice at “%(path)s” was not one of the options."),
    "text_cleaned": _("Code or formatting that is not allowed was taken out at “%(path)s”."),
    "svg_cleaned": _("Code was taken out of the drawing “%(file)s”."),
    "svg_emptied": _("The drawing “%(file)s” is not readable: an empty one stands in its place."),
    "text_shortened": _("The text at “%(path)s” was too long: it was shortened."),
    "text_form": _("The text at “%(path)s” does not have the form asked for: it was left out."),
}


def rule_message(code: str, details: dict[str, Any]) -> str:
    """Return the sentence of a rule or a note, in the language of the moment."""
    text = RULES.get(code) or NOTES.get(code) or RULES["unexpected"]
    return str(text) % details if details else str(text)
