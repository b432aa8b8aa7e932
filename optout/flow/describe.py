"""What a step or control asks for, as a sentence: the one text that console, report, log and guide share."""

from __future__ import annotations

from dataclasses import dataclass, field

from optout.flow.model import Control, Flow, Marks, OptOut, Step, Thing, Words
from optout.flow.phrases import ENGLISH, PHRASES, Table

_OUT_STATES: dict[Words, str] = {("on",): "on", ("off",): "off"}


@dataclass(slots=True)
class Speaker:
    """Says things in one language, label by label; `untranslated` collects what it had to say in English."""

    flow: Flow | None = None
    labels: str = "en"
    phrases: Table = field(default_factory=lambda: ENGLISH)
    untranslated: list[str] = field(default_factory=list)

    def say(self, phrase: str, *parts: str) -> str:
        """A sentence of the table with its parts filled in."""
        return self.phrases[phrase].format(*parts)

    def words(self, words: Words) -> str:
        """The words as the page shows them: all alternatives in that language, else the English ones, marked."""
        known = self.flow.translated(words, self.labels) if self.flow is not None else words
        if known:
            return self._quoted(known)
        self.untranslated.extend(word for word in words[:1] if word not in self.untranslated)
        return self.say("untranslated", self._quoted(words))

    def _quoted(self, words: Words) -> str:
        return self.phrases["or"].join(self.say("quote", word) for word in words)

    def object(self, words: Words, marks: Marks, about: str | None) -> str:
        """What to act on: its words, and what it looks like; marks only when there is nothing else."""
        if words:
            return self.say("about", self.words(words), about) if about else self.words(words)
        return about or self.say("marked", _marks(marks))

    def thing(self, thing: Thing) -> str:
        """Something to look out for."""
        return self.words(thing.words) if thing.words else self.say("marked", _marks(thing.marks))


def speaker(flow: Flow | None, labels: str, sentences: str) -> Speaker:
    """A speaker with that language's labels and sentences (English ones where there are none)."""
    return Speaker(flow, labels, PHRASES.get(sentences, ENGLISH))


def _marks(marks: Marks) -> str:
    names = ("name", "testid", "id", "href")
    return ", ".join(f"{name}={value}" for name in names for value in getattr(marks, name)[:1])


def describe(step: Step, speak: Speaker | None = None, opt_out: OptOut | None = None) -> str:
    """`Click “More” or “More menu items”`; English without a speaker. No full stop at the end."""
    speak = speak or Speaker()
    text = _core(step, speak, opt_out)
    if step.within:
        text = speak.say("within", text, speak.words(step.within))
    if step.near and step.verb != "choose":
        text = speak.say("near", text, speak.words(step.near))
    return text


def _core(step: Step, speak: Speaker, opt_out: OptOut | None) -> str:
    if step.verb == "open":
        return speak.say("open", step.words[0] if step.words else step.about or "")
    if step.verb == "ask":
        return _asked(step, speak)
    target = speak.object(step.words, step.marks, step.about)
    if step.verb == "choose" and step.near:
        return speak.say("choose-near", target, speak.words(step.near))
    if step.verb == "fill":
        declared = opt_out.inputs.get(step.input or "") if opt_out is not None else None
        return speak.say("fill", target, declared.says if declared is not None else step.input or "")
    if step.verb == "dismiss" and step.optional:
        return speak.say("dismiss-optional", target)
    return speak.say(step.verb, target)


def _asked(step: Step, speak: Speaker) -> str:
    """What a person does by hand is the author's own sentence, never a label."""
    task = step.words[0] if step.words else step.about or speak.say("marked", _marks(step.marks))
    return speak.say("ask-until", task, speak.thing(step.until)) if step.until is not None else speak.say("ask", task)


def describe_send(opt_out: OptOut, speak: Speaker | None = None) -> str:
    """Who sends a form: `Look through what stands there, then send it yourself with “Submit”`."""
    speak = speak or Speaker()
    send = opt_out.send
    if send is None:
        return speak.say("send-bare")
    text = speak.say("send", speak.object(send.button, send.marks, None))
    return speak.say("within", text, speak.words(send.within)) if send.within else text


def describe_control(control: Control, speak: Speaker | None = None) -> str:
    """In which state to leave the control: `Take the tick out of the box “Allow ...”`."""
    speak = speak or Speaker()
    text = _leave(control, speak)
    if control.within:
        text = speak.say("within", text, speak.words(control.within))
    return speak.say("near", text, speak.words(control.near)) if control.near else text


def _leave(control: Control, speak: Speaker) -> str:
    label, state = speak.words(control.words), _OUT_STATES.get(control.opted_out)
    if state is None:
        return speak.say("option", label, speak.words(control.opted_out))
    if control.press is not None:
        here, there = (control.press.off, control.press.on) if state == "off" else (control.press.on, control.press.off)
        return speak.say("button-press", label, speak.words(here), speak.words(there))
    if control.kind == "choice":
        words = control.state_words.off if state == "off" else control.state_words.on
        return speak.say("option", label, speak.words(words)) if words else speak.say(f"other-{state}", label)
    if control.kind == "button":
        return speak.say("button", label)
    return speak.say(f"{control.kind}-{state}", label)
