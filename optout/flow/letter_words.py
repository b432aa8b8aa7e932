"""The words of a letter where a flow has none of its own: plain, without citing any law. Own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optout.flow.model import Purpose


@dataclass(frozen=True, slots=True)
class Stock:
    """One language. `{0}` is the platform's name in `greeting`, what is refused in `subject` and `object`."""

    subject: str
    greeting: str
    object: str
    please: str
    end: str
    colon: str
    purposes: Mapping[Purpose, str]
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """What an input is called in the letter; for those that are not known by name, their id as words."""
        words = name.replace("-", " ")
        return self.labels.get(name, words[:1].upper() + words[1:])


_ENGLISH = Stock(
    subject="Objection to {0}",
    greeting="Dear {0} team,",
    object=(
        "I object to {0}. Please stop this for my account, and let it hold for the data that you have already, as far "
        "as that is possible."
    ),
    please="Please confirm in writing that you have done so, and from which day on it holds.",
    end="Kind regards",
    colon=": ",
    purposes={
        Purpose.AI_TRAINING: "the use of my content and personal data for training artificial intelligence",
        Purpose.AI_PERSONALISATION: "the use of my data for fitting AI features to me",
        Purpose.AI_FEATURES: "the processing of my data by AI features",
        Purpose.DATA_SHARING: "the sharing and sale of my personal data",
        Purpose.AD_PERSONALISATION: "the use of my personal data for personalised advertising",
        Purpose.TELEMETRY: "the collection of data about how I use your service",
        Purpose.VISIBILITY: "showing my content and profile to others",
        Purpose.HUMAN_REVIEW: "people reading, viewing or listening to my content in order to review it",
    },
    labels={"email": "E-mail address", "handle": "User name", "name": "Name"},
)

_CHINESE = Stock(
    subject="反对{0}",
    greeting="{0} 团队，您好：",
    object="我反对{0}。请对我的帐号停止这一做法，并在可能的范围内将此决定适用于贵方已持有的数据。",
    please="请以书面形式确认已经照办，并告知自哪一天起生效。",
    end="此致",
    colon="：",
    purposes={
        Purpose.AI_TRAINING: "将我的内容和个人数据用于训练人工智能",
        Purpose.AI_PERSONALISATION: "将我的数据用于人工智能功能的个性化",
        Purpose.AI_FEATURES: "由人工智能功能处理我的数据",
        Purpose.DATA_SHARING: "共享和出售我的个人数据",
        Purpose.AD_PERSONALISATION: "将我的个人数据用于个性化广告",
        Purpose.TELEMETRY: "收集我使用贵方服务的数据",
        Purpose.VISIBILITY: "向他人展示我的内容和个人资料",
        Purpose.HUMAN_REVIEW: "由人工阅读、查看或收听我的内容以进行审核",
    },
    labels={
        "name": "姓名",
        "full-name": "姓名",
        "first-name": "名",
        "last-name": "姓",
        "email": "电子邮箱",
        "mail": "电子邮箱",
        "handle": "用户名",
        "user-name": "用户名",
        "account": "帐号",
        "country": "国家或地区",
        "phone": "电话号码",
        "address": "地址",
        "workspace": "工作区",
    },
)

STOCK: Mapping[str, Stock] = {"en": _ENGLISH, "zh-Hans": _CHINESE}
