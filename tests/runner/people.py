"""A person as the run of a form sees them, and a form on the tiny site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from optout.runner.hand import Task
from optout.runner.journey import Journey

# The tiny site answers every POST with {}, so the page goes on to the thanks by itself.
SEND = (
    "method=post action=/send onsubmit=\"event.preventDefault(); fetch(this.action, {method: 'POST', "
    "body: new URLSearchParams(new FormData(this))}).then(() => { location = '/thanks' })\""
)
FORM = f"""
<h1>Object to the use of your information</h1>
<form {SEND}>
 <p><label for=e>E-mail address *</label><input id=e name=email required>
 <p><label>Country <select name=country><option value="">Choose<option>Austria<option>Brazil</select></label>
 <fieldset><legend>Is this about AI?</legend>
  <label><input type=radio name=ai value=y> Yes</label> <label><input type=radio name=ai value=n> No</label></fieldset>
 <p><label for=r>How does this affect you?</label><textarea id=r name=reason></textarea>
 <p><label for=p>Password</label><input id=p type=password name=password>
 <p><label><input type=checkbox name=true_> What I say is true</label>
 <p><button>Submit</button>
</form>
"""
THANKS = "<h1>Thank you</h1><p>We have received your objection</p>"
PARTS: list[Any] = [
    {"choose": "Yes", "near": "Is this about AI?"},
    {"fill": "E-mail address", "input": "email"},
    {"fill": "Country", "input": "country"},
    {"fill": "How does this affect you?", "input": "reason"},
    {"fill": "Password", "input": "password"},
    {"ask": "Tick that what you say is true"},
]
INPUTS: dict[str, Any] = {
    "email": "the e-mail address of your account",
    "country": "where you live",
    "reason": {"says": "how it affects you", "optional": "yes"},
    "password": {"says": "your password", "secret": "yes"},
}
ABOUT: dict[str, Any] = {
    "kind": "form",
    "control": None,
    "saves": None,
    "default": None,
    "link": "/objection",
    "path": PARTS,
    "inputs": INPUTS,
    "send": {"button": ["Submit", "Send"]},
    "sent": {"text": "We have received your objection"},
    "answer": "an e-mail that says whether they accept it",
}


@dataclass
class Person:
    """Does `acts` (once each, in turn, when the sending is all that is left to point at) and remembers what it saw."""

    acts: list[Callable[[Journey], object]] = field(default_factory=list)
    fills: bool = True
    present: bool = True
    answers: bool = False
    at: Callable[[Task], bool] = lambda task: task.step is None
    tasks: list[Task] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    done: bool = False

    def show(self, journey: Journey, task: Task) -> None:
        if not self.tasks or self.tasks[-1].says != task.says:
            self.tasks.append(task)
        if self.acts and self.at(task):
            self.acts.pop(0)(journey)

    def is_done(self, _journey: Journey) -> bool:
        done, self.done = self.done, False
        return done

    def yes(self, question: str) -> bool:
        self.asked.append(question)
        return self.answers

    def says_done(self, _journey: Journey) -> None:
        self.done = True

    @property
    def said(self) -> list[str]:
        return [task.says for task in self.tasks]


def press(name: str) -> Callable[[Journey], object]:
    return lambda journey: journey.tab.page.get_by_role("button", name=name).click()


def type_in(label: str, text: str) -> Callable[[Journey], object]:
    return lambda journey: journey.tab.page.get_by_label(label).fill(text)


def pick(label: str, option: str) -> Callable[[Journey], object]:
    return lambda journey: journey.tab.page.get_by_label(label).select_option(option)
