"""The rules that reading a file enforces before any check: YAML, keys, shapes, closed words. Only their manuals."""

from __future__ import annotations

from optout.flow.rules.base import ERROR, Rule


def _rule(name: str, manual: str, more: str) -> Rule:
    return Rule(name, ERROR, manual, more)


RULES = (
    _rule("unreadable", "The file cannot be opened.", "It is not there, is a folder, or may not be read by you."),
    _rule("twice", "Two files in one folder name the same platform.", "Only the first is used; rename or remove one."),
    _rule("file-too-big", "The file has more than 256 KiB.", "A platform's flow has some hundred lines. Split it."),
    _rule("not-utf-8", "The file is not UTF-8 text.", "Save it as UTF-8; a byte order mark is tolerated."),
    _rule("not-text", "The file holds a control character.", "Such characters are invisible and mean nothing here."),
    _rule("yaml-syntax", "The file is not YAML.", "The message says what is wrong in this line, or just above it."),
    _rule("not-a-mapping", "The file is empty, or no list of `key: value` lines.", "It begins with `optout: 1`."),
    _rule("several-documents", "The file holds more than one YAML document.", "One file is one platform's flow."),
    _rule(
        "alias", "A value begins with `*`, which is an alias in YAML.", "Flows repeat words. Quote words with a `*`."
    ),
    _rule("anchor", "A value begins with `&`, which is an anchor in YAML.", "Quote words that begin with `&`."),
    _rule("tag", "A value begins with `!`, which is a tag in YAML.", "Quote words that begin with `!`."),
    _rule("too-deep", "Values are nested more than 20 deep.", "Nothing in the language needs half of that."),
    _rule("repeated-key", "A key stands twice in one mapping.", "YAML would silently keep one of the two."),
    _rule("odd-key", "A key is a list or a mapping.", "Keys are plain text."),
    _rule("merge-key", "`<<` merges mappings in YAML.", "Write the keys out: readers and reviewers see what holds."),
    _rule("version", "The version of the language is missing, odd, or newer than this optout.", "Update optout."),
    _rule("wrong-shape", "A list, a mapping or a text stands where another is wanted.", "The message names both."),
    _rule("unknown-key", "A key is not part of the language here.", "The message names the nearest one that is."),
    _rule("missing-key", "A key that has to be there is not.", "The message says what it means."),
    _rule("no-title", "An opt-out has no title.", "The title is what people read in lists and receipts."),
    _rule(
        "no-opted-out",
        "A control does not say which state means opted out.",
        "`opted_out: off` for a box that allows something, `on` for one that forbids it, or an option's words. "
        "Nothing is ever guessed here.",
    ),
    _rule("empty", "Nothing stands where something should.", "Leave the key out when there is nothing to say."),
    _rule("too-long", "A text is longer than anything on a page.", "Words have 300 characters at most, prose 1,000."),
    _rule("too-many", "A list or mapping has too many entries.", "The message says how many there may be."),
    _rule("unknown-word", "A word is not in the closed list.", "The message names the list and the nearest word."),
    _rule("bad-id", "An id is not small letters, digits and hyphens.", "Ids stand in commands: `optout run x/ads`."),
    _rule("no-verb", "A step has no verb.", "`click`, `expand`, `choose` and so on; a plain text means click."),
    _rule("unknown-verb", "A step's verb is not part of the language.", "There are eleven, and no way to add one."),
    _rule("two-verbs", "A step has two verbs.", "Write two steps."),
    _rule("wrong-verb", "A verb or its extra stands where it does not belong.", "The message says where it does."),
    _rule("optional-verb", "`optional:` stands on another verb than `dismiss`.", "A skipped step proves nothing."),
    _rule("two-kinds", "A control or thing has two kinds.", "Name it under the one that a person sees."),
    _rule("bad-recheck", "`recheck:` is no number of days or weeks up to a year.", "Write 30d or 4w."),
    _rule("not-valid", "The model refuses a value that reading let through.", "A net under the other rules."),
)
