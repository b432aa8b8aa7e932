"""The words by which pages tell a state: an extensible table, one row a language.

`ON`/`OFF` are words for the state itself. `OFFERS_OFF`/`OFFERS_ON` are what a button says that would change it:
"Turn off" means that the thing is on. Collected from the settings pages of common operating systems, browsers and
component libraries.
"""

from __future__ import annotations

import re
from functools import cache

from optout.locate.text import normalise

ON: dict[str, tuple[str, ...]] = {
    "en": ("on", "enabled", "active", "activated", "yes", "true", "allowed", "turned on", "opted in", "is on"),
    "zh": (
        "开",
        "开启",
        "已开启",
        "已启用",
        "启用",
        "打开",
        "已打开",
        "允许",
        "已允许",
        "是",
        "開啟",
        "已開啟",
        "已啟用",
    ),
    "ja": ("オン", "有効", "はい", "許可", "有効になっています", "オンになっています"),
    "de": ("ein", "an", "aktiviert", "eingeschaltet", "aktiv", "ja", "erlaubt", "zugelassen"),
    "fr": ("activé", "activée", "oui", "autorisé", "autorisée", "actif", "active"),
    "es": ("activado", "activada", "sí", "activo", "activa", "habilitado", "habilitada", "permitido"),
    "pt": ("ativado", "ativada", "ligado", "ligada", "sim", "ativo", "habilitado", "habilitada", "permitido"),
    "ar": ("مفعل", "مفعّل", "مفعلة", "تشغيل", "نعم", "قيد التشغيل", "ممكّن", "مسموح"),
}
OFF: dict[str, tuple[str, ...]] = {
    "en": (
        "off",
        "disabled",
        "inactive",
        "deactivated",
        "no",
        "false",
        "not allowed",
        "turned off",
        "opted out",
        "is off",
    ),
    "zh": (
        "关",
        "关闭",
        "已关闭",
        "未开启",
        "已停用",
        "停用",
        "禁用",
        "已禁用",
        "不允许",
        "否",
        "未启用",
        "關閉",
        "已關閉",
    ),
    "ja": ("オフ", "無効", "いいえ", "許可しない", "無効になっています", "オフになっています"),
    "de": ("aus", "deaktiviert", "ausgeschaltet", "inaktiv", "nein", "nicht erlaubt"),
    "fr": ("désactivé", "désactivée", "non", "non autorisé", "inactif", "inactive"),
    "es": ("desactivado", "desactivada", "no", "inactivo", "inactiva", "deshabilitado", "deshabilitada"),
    "pt": (
        "desativado",
        "desativada",
        "desligado",
        "desligada",
        "não",
        "inativo",
        "desabilitado",
        "desabilitada",
    ),
    "ar": ("معطل", "معطّل", "معطلة", "إيقاف", "لا", "متوقف", "غير مفعل", "غير مسموح"),
}
OFFERS_OFF: dict[str, tuple[str, ...]] = {
    "en": ("turn off", "disable", "switch off", "deactivate", "opt out", "stop sharing"),
    "zh": ("关闭", "停用", "禁用", "立即关闭", "點此關閉"),
    "ja": ("オフにする", "無効にする", "停止する"),
    "de": ("ausschalten", "deaktivieren", "abschalten"),
    "fr": ("désactiver",),
    "es": ("desactivar", "apagar", "deshabilitar"),
    "pt": ("desativar", "desligar", "desabilitar"),
    "ar": ("إيقاف", "تعطيل", "إيقاف التشغيل"),
}
OFFERS_ON: dict[str, tuple[str, ...]] = {
    "en": ("turn on", "enable", "switch on", "activate", "opt in", "start sharing"),
    "zh": ("开启", "启用", "打开", "立即开启"),
    "ja": ("オンにする", "有効にする"),
    "de": ("einschalten", "aktivieren", "anschalten"),
    "fr": ("activer",),
    "es": ("activar", "encender", "habilitar"),
    "pt": ("ativar", "ligar", "habilitar"),
    "ar": ("تشغيل", "تفعيل"),
}
_GENERIC = (
    "allow",
    "enable",
    "toggle",
    "switch",
    "on/off",
    "on off",
    "checkbox",
    "zulassen",
    "autoriser",
    "permitir",
    "toggle setting",
    "toggle switch",
    "toggle this setting",
    "setting",
    "turn on or off",
    "开关",
    "切换",
    "スイッチ",
)
_WEAK_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("active", "inactive", "activated", "deactivated", "yes", "no", "true", "false"),
    "zh": ("是", "否"),
    "ja": ("はい", "いいえ"),
    "de": ("ja", "nein", "aktiv", "inaktiv"),
    "fr": ("oui", "non", "actif", "inactif", "active", "inactive"),
    "es": ("sí", "no", "activo", "inactivo", "activa", "inactiva"),
    "pt": ("sim", "não", "ativo", "inativo"),
    "ar": ("نعم", "لا"),
}
# What component libraries call a control that nobody has named.
_ROLE = re.compile(
    r"(?:radio|check ?box|switch|toggle|select|button|option|choice|segmented|input)[ -]?"
    r"(?:group|button|list|box|control|input|buttons)?"
)
_NEUTRAL = re.compile(r"^(?:toggle|switch|enable|allow|turn on|切换|开启)\s*(?:for|:|-)?\s*")


@cache
def _flat(table_name: str) -> frozenset[str]:
    table: dict[str, tuple[str, ...]] = globals()[table_name]
    return frozenset(normalise(word) for words in table.values() for word in words)


def state_of_words(text: str) -> str | None:
    """`on` or `off` when the whole text is a word for that state; None when it is not, or is both."""
    words = normalise(text)
    on, off = words in _flat("ON"), words in _flat("OFF")
    return None if on == off else "on" if on else "off"


def is_weak(text: str) -> bool:
    """Whether the word tells a state only when the control itself says it: "Active", "Yes" are also other things."""
    return normalise(text) in _flat("_WEAK_WORDS")


def state_of_offer(text: str) -> str | None:
    """The present state when the whole text is a button's offer to change it: `Turn off` means `on`."""
    words = normalise(text)
    on, off = words in _flat("OFFERS_OFF"), words in _flat("OFFERS_ON")
    return None if on == off else "on" if on else "off"


def says_only_state(text: str) -> bool:
    """Whether a text names nothing but a state or an action on it, so that it cannot be a row's own name."""
    words = normalise(text)
    if not words or words in _flat("ON") | _flat("OFF") | _flat("OFFERS_OFF") | _flat("OFFERS_ON"):
        return True
    return words in _GENERIC or bool(_ROLE.fullmatch(words))


def without_verb(name: str) -> str:
    """A control's name without a verb that only says how it is used: `Enable my ads` -> `my ads`."""
    return _NEUTRAL.sub("", normalise(name))


def trailing_state(label: str, text: str) -> str | None:
    """The state that a name ends in after the label: `Improve the model for everyone, On`."""
    wanted, seen = normalise(label), normalise(text)
    if not seen.startswith(wanted) or seen == wanted:
        return None
    rest = seen[len(wanted) :]
    if rest[0].isalnum():
        return None
    return state_of_words(re.sub(r"^[\s:,.()\-–—：，]+|[\s()]+$", "", rest))
