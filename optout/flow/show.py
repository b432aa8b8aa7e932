"""What a flow says about one opt-out, for the eye (`optout show`) and for programs."""

from __future__ import annotations

from typing import Any

from optout.flow.describe import Speaker, describe, describe_control, describe_send
from optout.flow.letter import write_letter
from optout.flow.model import Flow, OptOut, Stance

_STANCES = {
    Stance.PERMITTED: "permitted by the platform's terms",
    Stance.UNCLEAR: "the platform's terms are unclear about it",
    Stance.FORBIDDEN: "forbidden by the platform's terms: a run guides the person unless told otherwise",
}


def show_json(flow: Flow, opt_out: OptOut) -> dict[str, Any]:
    """The strict shape of the opt-out, with what the whole flow says of it."""
    record = opt_out.model_dump(mode="json", exclude_defaults=True)
    return {
        "target": flow.target(opt_out),
        "platform": flow.name,
        "origins": list(flow.origins) or "self-hosted",
        "automation": flow.automation.model_dump(mode="json", exclude_none=True),
        "languages": list(flow.languages),
        "file": flow.file,
        "digest": flow.digest,
        **record,
        "kind": opt_out.kind.value,
        "proved": str(opt_out.proved),
    }


def show_text(flow: Flow, opt_out: OptOut) -> str:
    """Lines of `key: value`, the path numbered."""
    lines = [f"{flow.target(opt_out)}: {opt_out.title}", ""]
    lines += [f"  {key:<12}{value}" for key, value in _facts(flow, opt_out) if value]
    if opt_out.path:
        lines += ["", "  path"]
        lines += [f"  {number:>4}. {describe(step, opt_out=opt_out)}" for number, step in enumerate(opt_out.path, 1)]
    for title, texts in (("notes", opt_out.notes), ("sources", _sources(opt_out))):
        if texts:
            lines += ["", f"  {title}", *(f"    - {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def _facts(flow: Flow, opt_out: OptOut) -> list[tuple[str, str]]:
    return [
        ("platform", flow.name),
        ("origins", ", ".join(flow.origins) or "self-hosted (--at URL)"),
        ("purpose", opt_out.purpose.value),
        ("kind", opt_out.kind.value),
        ("default", opt_out.default),
        ("proved", str(opt_out.proved)),
        ("automation", _STANCES[flow.automation.stance]),
        ("link", opt_out.link or ""),
        ("control", describe_control(opt_out.control) if opt_out.control is not None else ""),
        ("send", describe_send(opt_out) if opt_out.send is not None else ""),
        ("sent", Speaker().thing(opt_out.sent) if opt_out.sent is not None else ""),
        ("letter to", write_letter(flow, opt_out, {}).address if opt_out.letter is not None else ""),
        ("answer", opt_out.answer or ""),
        ("devices", ", ".join(opt_out.devices)),
        ("asks for", ", ".join(_input(name, opt_out) for name in opt_out.inputs)),
        ("run", "only when it is named" if opt_out.on_request else ""),
        ("saves", _saves(opt_out)),
        ("look again", f"after {opt_out.recheck_days} days"),
        ("languages", ", ".join(flow.languages)),
        ("file", flow.file),
    ]


def _saves(opt_out: OptOut) -> str:
    if opt_out.control is None:
        return ""
    return "at once" if opt_out.saves.at_once else " or ".join(opt_out.saves.button)


def _input(name: str, opt_out: OptOut) -> str:
    declared = opt_out.inputs[name]
    about = [word for word, holds in (("secret", declared.secret), ("optional", declared.optional)) if holds]
    return f"{declared.says} ({', '.join(about)})" if about else declared.says


def _sources(opt_out: OptOut) -> list[str]:
    return [f"{source.url}" + (f" ({source.says})" if source.says else "") for source in opt_out.sources]
