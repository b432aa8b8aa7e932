"""A flow as it was on an earlier day, by its `history`: so that old recordings still pass with today's file."""

from __future__ import annotations

from optout.flow.model import Flow, OptOut, Past


def as_of(flow: Flow, day: str) -> Flow:
    """The flow with every opt-out in the shape that was valid on the ISO day; itself where nothing differs."""
    shaped = tuple(_as_of(flow, opt_out, day) for opt_out in flow.opt_outs)
    return flow if shaped == flow.opt_outs else flow.model_copy(update={"opt_outs": shaped})


def _as_of(flow: Flow, opt_out: OptOut, day: str) -> OptOut:
    """Of several earlier shapes the one that ended soonest after the day; ISO days compare like text."""
    later = sorted((past for past in flow.history if past.opt_out == opt_out.id and day < past.until), key=_until)
    if not later:
        return opt_out
    past = later[0]
    changed = {
        name: value for name, value in (("path", past.path), ("control", past.control), ("link", past.link)) if value
    }
    return opt_out.model_copy(update=changed)


def _until(past: Past) -> str:
    return past.until
