"""What a flow says about one opt-out, for the eye (`optout show`) and for programs."""

from __future__ import annotations

from typing import Any

from optout.flow.describe import describe, describe_control
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
        ("run", "only when it is named" if opt_out.on_request else ""),
        ("saves", "at once" if opt_out.saves.at_once else " or ".join(opt_out.saves.button)),
        ("look again", f"after {opt_out.recheck_days} days"),
        ("languages", ", ".join(flow.languages)),
        ("file", flow.file),
    ]


def _sources(opt_out: OptOut) -> list[str]:
    return [f"{source.url}" + (f" ({source.says})" if source.says else "") for source in opt_out.sources]
