from __future__ import annotations

import string

import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from optout.evidence.outline import outline_text, shape
from optout.evidence.words import Allowed

ALLOWED = Allowed.of(["More", "Grok", "Allow: your posts", "更多"], ["/i/grok_settings"])
SECRETS = st.text(string.ascii_letters + string.digits + "张三丰éß@-_ ", min_size=6, max_size=30).filter(
    lambda text: sum(c.isalnum() for c in text) >= 5
)


def masked(snapshot: str) -> str:
    text = outline_text(snapshot, ALLOWED)
    assert isinstance(yaml.load(text, yaml.BaseLoader), list)
    return text


def test_structure_states_and_known_words_stay() -> None:
    snapshot = (
        "- navigation:\n"
        '  - button "More" [expanded] [ref=e3] [cursor=pointer]\n'
        "- main:\n"
        '  - heading "Grok" [level=1]\n'
        "  - 'checkbox \"Allow: your posts\" [checked]'\n"
        "  - text: 更多\n"
    )
    assert masked(snapshot) == (
        "- navigation:\n"
        "  - 'button \"More\" [expanded]'\n"
        "- main:\n"
        "  - 'heading \"Grok\" [level=1]'\n"
        "  - 'checkbox \"Allow: your posts\" [checked]'\n"
        '  - text: "更多"\n'
    )


def test_unknown_texts_keep_their_shape() -> None:
    assert masked('- link "Jane Doe 42":\n  - /url: /jane?id=7#x\n- paragraph: 张三丰, hello\n') == (
        '- \'link "Xxxx Xxx 00"\':\n  - /url: "/xxxx"\n- paragraph: "〇〇〇, xxxxx"\n'
    )


def test_addresses_lose_host_query_fragment_and_identifiers() -> None:
    assert "/settings/privacy" in masked("- link:\n  - /url: https://x.example/settings/privacy?token=abc#me\n")
    assert "/i/grok_settings" in masked("- link:\n  - /url: /i/grok_settings\n")
    assert masked("- link:\n  - /url: /users/4711/settings\n").endswith('"/users/0000/settings"\n')


def test_a_field_keeps_its_role_and_loses_its_value() -> None:
    assert masked('- textbox "Mail": jane@example.com\n') == '- \'textbox "Xxxx"\': "xxxx@xxxxxxx.xxx"\n'


def test_what_is_not_understood_is_masked_whole() -> None:
    for line in ("jane doe", '- jane "doe"', "- link 'jane", '- link "jane', "- : jane", "- link [jane] jane"):
        assert "jane" not in masked(line + "\n"), line


def test_the_shape_has_the_same_length() -> None:
    assert shape("Ab 1.É 张！") == "Xx 0.X 〇！"


@given(st.text(max_size=60))
def test_a_shape_tells_no_letter(text: str) -> None:
    masked_text = shape(text)
    assert len(masked_text) == len(text)
    assert {c for c in masked_text if c.isalnum()} <= set("xX0〇")


FORMS = (
    '- link "{}"',
    "- text: {}",
    '- text: "{}"',
    "- paragraph: '{}'",
    "- 'link \"{}\"':\n  - /url: /settings/{}",
    "- link:\n  - /url: https://{}.example/{}?q={}#{}",
    '- textbox "More": {}',
    "- textbox:\n  - /placeholder: {}",
    '- heading "Grok" [level={}]',
    '- button "More" [ref={}] [{}]',
    "{}",
    "- {}: More",
    '- {} "More"',
    '- button "More" [{}',
)


@given(SECRETS, st.sampled_from(FORMS))
def test_no_planted_secret_survives(secret: str, form: str) -> None:
    text = masked(form.replace("{}", secret) + "\n")
    for word in secret.replace("-", " ").replace("_", " ").replace("@", " ").split():
        if len(word) >= 4 and set(word) - set("xX0"):
            assert word not in text


def test_on_a_real_page(page: Page) -> None:
    page.set_content(
        "<nav><a href='/jane_doe?x=1'>Jane's \"page\": @jane_doe</a><button>More</button></nav><h1>Grok</h1>"
        "<label><input type=checkbox checked>Allow: your posts</label><input value=jane@example.com placeholder=Janet>"
        "<ul><li>Jane Doe: 12<li>- 'Jane'</ul><img alt='Jane Doe'><p>jane<br>doe\\n</p>"
    )
    text = masked(page.locator("body").aria_snapshot())
    assert "jane" not in text.casefold()
    assert "[checked]" in text
    assert '"Allow: your posts"' in text
