"""What guided mode says, keyed by its English text, in every language that it speaks. Own words; no platform's labels.

`{0}` is filled in. Steps and controls are described by `flow.describe`; here is all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from optout.flow.languages import closest
from optout.i18n.tables import Tables

CHINESE: Mapping[str, str] = {
    # the panel
    "Guide by optout": "optout 操作指引",
    "Fold the panel": "收起面板",
    "Unfold the panel": "展开面板",
    "Move the panel: drag it, or use the arrow keys (Alt+O comes here)": (
        "移动面板：拖动或使用方向键（Alt+O 可跳到此处）"
    ),
    "Step {0} of {1}": "第 {0} 步，共 {1} 步",
    "Second reading": "再次读取",
    "Done": "完成",
    "Do this step for me": "替我完成这一步",
    "Open the page directly": "直接打开该页面",
    "I cannot find it": "我找不到",
    "I have done this": "我已完成",
    "Stop": "停止",
    "Close": "关闭",
    # walking
    "You click; optout only points, watches and proves.": "由您点击；optout 只负责指示、观察和验证。",
    "This step could not be done for you. Please do it yourself.": "无法替您完成这一步，请您亲自操作。",
    "It is not in sight here yet. Look for it, or go back; optout is watching.": (
        "这里暂时没有看到它。请找一找，或返回上一页；optout 会继续观察。"
    ),
    "There are several things with these words. Choose the right one yourself.": (
        "有多处相同的文字，请您自行选择正确的一处。"
    ),
    "Something lies over the page. Close it first.": "有内容遮挡了页面，请先将其关闭。",
    "The page is taking its time. optout is waiting.": "页面加载较慢，optout 正在等待。",
    "Please sign in here. optout waits, and reads nothing that you type.": (
        "请在这里登录。optout 会等待，不会读取您输入的任何内容。"
    ),
    "The platform wants to see that a person is there. Please answer it; optout waits.": (
        "平台要求确认操作者是真人，请您回答；optout 会等待。"
    ),
    "That led away from {0}, so it was stopped. You are back where you were.": (
        "那会离开 {0}，因此已被阻止。您已回到原来的页面。"
    ),
    "You are on the right page, but the setting is not in sight.": "您已到达正确的页面，但没有看到该设置。",
    # where the menu has moved
    "I cannot see “{0}”.": "我看不到“{0}”。",
    "I cannot see it.": "我看不到它。",
    "It used to be under “{0}”.": "它以前在“{0}”下面。",
    "Find it yourself; I will watch.": "请您自己找到它，我会观察。",
    "Find it, and press it only if it is still on; I will watch.": "请找到它，仅在它仍然开启时点击；我会观察。",
    "Find it, and press it only if it is still off; I will watch.": "请找到它，仅在它仍然关闭时点击；我会观察。",
    "Find it, and choose “{0}” there; I will watch.": "请找到它，并在那里选择“{0}”；我会观察。",
    "From there it went on: {0}.": "之后的步骤是：{0}。",
    "I have no words for this page's language ({0}).": "我不知道此页面语言（{0}）的文字。",
    "Is “{0}” the setting that was called “{1}”?": "“{0}”就是以前叫“{1}”的设置吗？",
    "Yes, this is it": "是，就是它",
    "No": "不是",
    "What you showed is a change to the flow:": "您所演示的内容可写成对流程文件的这一修改：",
    "Save it among your own flows?": "是否保存到您自己的流程中？",
    "Saved: {0}. It wins over the built-in flow from now on; send it to whoever maintains the flow.": (
        "已保存：{0}。今后它将优先于内置流程；请把它发送给流程的维护者。"
    ),
    "Not saved.": "未保存。",
    "The flow file that this belongs in is {0}.": "这一修改所属的流程文件是 {0}。",
    # the control
    "The setting is being read.": "正在读取该设置。",
    "It is still on.": "它仍然开启着。",
    "It is still off.": "它仍然关闭着。",
    "It still says “{0}”.": "它仍然显示“{0}”。",
    "It cannot be told yet whether it is on or off.": "暂时无法判断它是开还是关。",
    "It cannot be changed at the moment; the page has greyed it out.": "目前无法更改：页面将其设为不可用。",
    "The browser will ask whether you are sure; optout says yes to that one question.": (
        "浏览器会询问您是否确定；optout 只对这一个询问回答“确定”。"
    ),
    "It is as it should be. Waiting until the platform has stored it.": "已符合要求。正在等待平台保存。",
    "It is as it should be, but not stored yet.": "已符合要求，但尚未保存。",
    # the proof
    "Now it is read once more, in a fresh tab. You have nothing to do.": "现在会在新标签页中再读取一次，您无需操作。",
    "Now show it once more, in this fresh tab: that is the proof.": "请在这个新标签页中再走一遍，这就是证明。",
    "The setting is only read here; leave it as it is.": "这里只读取设置，请保持原样。",
    "Done and proved: a fresh tab says so too.": "已完成并得到证明：新标签页也显示如此。",
    "It was so already; a fresh tab says so too.": "原本就已如此，新标签页也显示如此。",
    "It has been read; nothing was changed.": "已读取，未作任何更改。",
    "This could not be proved. Nothing is claimed; the terminal says why.": (
        "未能证明，因此不作任何结论；原因见终端。"
    ),
    "It ended without the change; the terminal says why.": "已结束，未能完成更改；原因见终端。",
    # why runs are guided
    "{0}'s terms forbid automation, so you do every click; optout points, watches and proves.": (
        "{0} 的条款禁止自动化操作，因此每次点击都由您完成；optout 负责指示、观察和验证。"
    ),
    "Whether {0}'s terms allow automation is unclear, so you do every click; optout points, watches and proves.": (
        "{0} 的条款是否允许自动化操作并不明确，因此每次点击都由您完成；optout 负责指示、观察和验证。"
    ),
    "Guided: you do every click; optout points, watches and proves.": (
        "引导模式：每次点击都由您完成；optout 负责指示、观察和验证。"
    ),
    "--automatic lets optout do the clicks; whether to is your choice.": (
        "使用 --automatic 可让 optout 代为点击；是否这样做由您决定。"
    ),
    "There is no screen here, so optout does the clicks, without a window; guided mode needs a screen.": (
        "这里没有屏幕，因此由 optout 在没有窗口的情况下代为点击；引导模式需要屏幕。"
    ),
}

TABLES = Tables({text: text for text in CHINESE}, "guided/words.py", {"zh-Hans": CHINESE})


def speaks(wanted: str) -> str:
    """The closest language that these messages are in; English where there is none."""
    return closest(wanted, TABLES) or "en"


def say(language: str, text: str, *parts: object) -> str:
    """A message in that language, filled in; raises `KeyError` for one that is in no table."""
    return TABLES[language][text].format(*parts)


def joined(language: str, *sentences: str) -> str:
    """Several sentences after one another, as the language writes them; each gets its full stop."""
    stop, space = ("。", "") if language.startswith("zh") else (".", " ")
    ends = (".", "!", "?", "。", "！", "？", "…")
    return space.join(s if s.endswith(ends) else s + stop for s in sentences if s)
