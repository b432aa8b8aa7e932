"""Which texts may be seen in a picture or an outline, and how texts are compared for that.

The allow-list is the whole protection: what is not on it is covered, whatever it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_SPACES = re.compile(r"\s+")
_TRAILING = " \t\n:.…。!?！？：›>»*"

HARMLESS = frozenset(
    word
    for line in (
        "settings|privacy|privacy and safety|account|security|general|preferences|options|menu|home|search|help",
        "save|save changes|saved|cancel|close|back|next|done|ok|apply|submit|confirm|continue|yes|no|on|off|more",
        "enabled|disabled|enable|disable|turn on|turn off|learn more|sign out|log out|loading|skip to main content",
        "einstellungen|datenschutz|konto|sicherheit|speichern|abbrechen|schließen|zurück|weiter|an|aus|ja|nein|hilfe",
        "paramètres|confidentialité|compte|sécurité|enregistrer|annuler|fermer|retour|suivant|activé|désactivé|oui|non",
        "configuración|privacidad|cuenta|seguridad|guardar|cancelar|cerrar|atrás|siguiente|activado|desactivado|sí",
        "configurações|privacidade|conta|segurança|salvar|fechar|voltar|ativado|desativado|sim|não",
        "设置|隐私|帐户|账户|账号|安全|保存|取消|关闭|返回|下一步|完成|确定|确认|开|关|已开启|已关闭|开启|是|否|更多|帮助|首页",
        "設定|隱私|隱私權|帳戶|帳號|儲存|關閉|下一步|確定|開啟|已開啟|已關閉|說明",
        "プライバシー|アカウント|セキュリティ|キャンセル|閉じる|戻る|次へ|完了|オン|オフ|はい|いいえ|ヘルプ|ホーム",
        "설정|개인정보|계정|보안|저장|취소|닫기|뒤로|다음|완료|확인|켜기|끄기|예|아니요|도움말|홈",
    )
    for word in line.split("|")
)
"""Words that every settings page has and that say nothing about the person."""


def normalised(text: str) -> str:
    """NFKC, case folded, spaces collapsed, trailing punctuation off: what two equal texts have in common."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip().rstrip(_TRAILING)


@dataclass(frozen=True)
class Allowed:
    """The texts that may stay readable.

    `words` are the flow's own: the path, the control, its buttons and options, in every language. `paths` are the
    addresses' paths that the flow names (`/settings/privacy`). `harmless` are words of any settings page.
    """

    words: frozenset[str]
    paths: frozenset[str] = frozenset()
    harmless: frozenset[str] = HARMLESS

    @classmethod
    def of(cls, words: Iterable[str], paths: Iterable[str] = ()) -> Allowed:
        """From any collections of texts."""
        return cls(frozenset(words), frozenset(paths))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(normalised(word) for word in (*self.words, *self.harmless))

    def permits(self, text: str) -> bool:
        """Whether the whole of `text`, apart from case, width and spaces, is on the list."""
        return normalised(text) in self._known
