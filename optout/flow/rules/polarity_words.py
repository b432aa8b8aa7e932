"""Words that make a label say no or yes, in the languages that labels mostly come in: en de fr es pt ja zh.

Own lists, from how such switches are worded; they are hints for lint, nothing in a run depends on them.
"""

from __future__ import annotations

import re

_NO_FIRST = (
    "do not",
    "don't",
    "dont",
    "don’t",
    "never",
    "block",
    "prevent",
    "exclude",
    "opt out",
    "opt-out",
    "disable",
    "refuse",
    "reject",
    "turn off",
    # German, French, Spanish, Portuguese
    "nicht",
    "keine",
    "kein",
    "verhindern",
    "widersprechen",
    "blockieren",
    "deaktivieren",
    "ne pas",
    "ne plus",
    "refuser",
    "bloquer",
    "empêcher",
    "exclure",
    "désactiver",
    "no permitir",
    "no usar",
    "no utilizar",
    "no compartir",
    "bloquear",
    "impedir",
    "excluir",
    "rechazar",
    "desactivar",
    "não",
    "recusar",
    "desativar",
)
_NO_FIRST_CJK = (
    "拒绝",
    "拒絕",
    "禁止",
    "不要",
    "不允许",
    "不允許",
    "不得",
    "不再",
    "不使用",
    "阻止",
    "屏蔽",
    "关闭",
    "關閉",
    "退出",
)
_NO_LAST_JA = ("しない", "拒否する", "拒否", "禁止する", "ブロックする", "オプトアウトする", "オプトアウト", "除外する")
_NO_INSIDE = (
    *("do not", "don't", "don’t", "never", "not be used", "opt out", "opt-out", "must not", "may not", "stop", "limit"),
    *("hide", "protect", "keep private", "object to", "nicht", "keine", "ne pas", "ne plus", "no utilizar", "não"),
)
_NO_INSIDE_CJK = (
    "しない",
    "拒否",
    "禁止",
    "ブロック",
    "オプトアウト",
    "不允许",
    "不允許",
    "不用于",
    "不用於",
    "不会",
    "不會",
    "不使用",
)
_YES_FIRST = (
    *("allow", "let", "share", "permit", "send", "help", "include", "accept", "agree", "consent"),
    *("erlauben", "zulassen", "autoriser", "permettre", "permitir", "accepter", "aceptar", "aceitar"),
)
_YES_FIRST_CJK = ("允许", "允許", "同意", "分享", "共享")
_MAYBE_FIRST = (
    *("enable", "use", "improve", "turn on", "activate", "personalize", "personalise"),
    *("aktivieren", "activer", "activar", "ativar"),
)
_OFF = (
    *(
        "turn off",
        "turned off",
        "switch off",
        "off",
        "disable",
        "disabled",
        "deactivate",
        "stop",
        "opt out",
        "inactive",
    ),
    *("aus", "ausschalten", "deaktivieren", "désactiver", "desactivar", "desativar"),
)
_OFF_CJK = ("关闭", "已关闭", "停用", "禁用", "關閉", "オフ")
_ON = (
    *("turn on", "turned on", "switch on", "on", "enable", "enabled", "activate", "start", "opt in", "active"),
    *("ein", "einschalten", "aktivieren", "activer", "activar", "ativar", "yes", "always"),
)
_ON_CJK = ("开启", "已开启", "启用", "打开", "開啟", "オン")


def _pattern(words: tuple[str, ...], unspaced: tuple[str, ...] = (), *, inside: bool = False) -> re.Pattern[str]:
    """Whole words at the beginning (or anywhere); languages without spaces have no word boundary."""
    spaced = "|".join(re.escape(word) for word in words)
    parts = [rf"(?<!\w)(?:{spaced})(?!\w)"] + [re.escape(word) for word in unspaced]
    return re.compile(("" if inside else r"\W*") + f"(?:{'|'.join(parts)})", re.IGNORECASE)


SAYS_NO = _pattern(_NO_FIRST, _NO_FIRST_CJK)
ENDS_IN_NO = re.compile(f"(?:{'|'.join(_NO_LAST_JA)})[。．.]?$")
HAS_NO = _pattern(_NO_INSIDE, _NO_INSIDE_CJK, inside=True)
SAYS_YES = _pattern(_YES_FIRST, _YES_FIRST_CJK)
MAY_SAY_YES = _pattern(_MAYBE_FIRST)
SAYS_OFF = _pattern(_OFF, _OFF_CJK)
SAYS_ON = _pattern(_ON, _ON_CJK)
