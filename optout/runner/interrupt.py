"""Getting past what lies over the page: a flow's own interruptions first, then the refusals that everybody knows.

Nothing is ever accepted here: only closing, refusing and postponing, and only inside what really lies in the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optout.browser.ask import ask, ask_handle
from optout.locate.scan import with_words
from optout.locate.text import Match, best
from optout.runner.press import Pressed, press_element

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Page

REFUSALS = (
    ("reject all", "refuse all", "decline all", "reject all cookies", "refuse non-essential cookies", "deny all"),
    (
        "only necessary",
        "necessary only",
        "only essential cookies",
        "necessary cookies only",
        "reject",
        "decline",
        "refuse",
    ),
    ("alle ablehnen", "ablehnen", "nur notwendige", "tout refuser", "refuser", "continuer sans accepter"),
    (
        "rechazar todo",
        "rechazar",
        "recusar tudo",
        "recusar",
        "rejeitar",
        "全部拒绝",
        "拒绝",
        "すべて拒否",
        "拒否する",
        "رفض",
    ),
    ("not now", "maybe later", "later", "no thanks", "no, thanks", "skip", "skip for now", "remind me later"),
    (
        "nicht jetzt",
        "später",
        "plus tard",
        "pas maintenant",
        "ahora no",
        "agora não",
        "以后再说",
        "暂不",
        "稍后",
        "後で",
    ),
    (
        "dismiss",
        "close",
        "got it",
        "schließen",
        "fermer",
        "cerrar",
        "fechar",
        "关闭",
        "知道了",
        "我知道了",
        "閉じる",
        "إغلاق",
        "×",
        "✕",
    ),
)


def clear_the_way(page: Page, element: ElementHandle, known: tuple[str, ...]) -> str | None:
    """Close what lies over the element; returns the words of the button that was pressed, or None.

    `known` are the words of the flow's own `dismiss` interruptions, which come first.
    """
    scan = ask_handle(element, with_words("optout.runner", "overlay.js"))
    seen = ask(scan, "scan => scan.data")
    words: list[str] = seen["words"]
    for wanted in (known,) if seen["loose"] else (known, *REFUSALS):
        for index, text in enumerate(words):
            if best(wanted, text)[0] is not Match.EXACT and text.strip() not in wanted:
                continue
            button = ask_handle(scan, "(scan, index) => scan.elements[index]", index).as_element()
            if button is not None and _pressed(page, button):
                return text
    return None


def _pressed(page: Page, button: ElementHandle) -> bool:
    outcome: Pressed = press_element(page, button, {})
    return outcome.done
