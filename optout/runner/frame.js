// Guards the documents around a frame while something in the frame is clicked: the point must hit the frame itself, and
// until `release` no press may land on anything else here.
(frame, at) => {
  const key = Symbol.for('optout.click');
  const root = frame.ownerDocument.defaultView;
  const hit = ROOTS.hitAt(at.x, at.y);
  if (hit !== frame) return { ok: false, over: hit ? (hit.textContent || '').trim().slice(0, 120) || hit.tagName.toLowerCase() : '' };
  const state = { pressed: 0, clicked: 0, vetoed: 0, hit: '' };
  const check = (event) => {
    if (!event.isTrusted) return;
    state.vetoed += 1;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchstart'];
  const late = root[Symbol.for('optout.presses')] ? [] : types;
  for (const type of late) root.addEventListener(type, check, { capture: true, passive: false });
  root[key] = {
    state,
    check,
    release: () => {
      for (const type of late) root.removeEventListener(type, check, { capture: true });
      delete root[key];
      return state;
    },
  };
  return { ok: true };
}
