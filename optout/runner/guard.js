// Guards one click. `aim` finds a point where a person would hit the element and nothing else; from then until
// `release` every press on the page that does not go through the element is stopped before the page sees it.
// The comparison happens inside the event itself, so nothing can be swapped or moved between look and click.
(element, wanted) => {
  const key = Symbol.for('optout.click');
  const root = element.ownerDocument.defaultView;
  const words = (e) => (e.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 300);

  const { outer, holds, into, hitAt } = ROOTS;
  // What stands for the element: itself, what is in it, its labels, and for a hidden box what is drawn beside it.
  const stands = [element];
  for (const label of element.labels || []) stands.push(label);
  const tiny = (e) => { const r = e.getBoundingClientRect(); return r.width < 3 || r.height < 3; };
  const sole = (host) => host && host.querySelectorAll('input,select,button,a[href],[role=button],[role=link]').length <= 1;
  const style = getComputedStyle(element);
  const drawnBeside = element.tagName === 'INPUT' && (style.opacity === '0' || style.pointerEvents === 'none');
  const host = element.parentElement;
  const size = host ? host.getBoundingClientRect() : { width: 0, height: 0 };
  if ((drawnBeside || tiny(element)) && sole(host) && size.width < 600 && size.height < 120) {
    if (element.tagName === 'INPUT') stands.push(host);
    else if (stands.length === 1) for (const child of host.children) if (child !== element && !tiny(child)) stands.push(child);
  }
  // What lets presses through is clicked by way of what they reach: the row that it stands in, with nothing else in it.
  if (style.pointerEvents === 'none') {
    let row = host;
    while (row && getComputedStyle(row).pointerEvents === 'none') row = row.parentElement;
    if (sole(row) && row.getBoundingClientRect().height < 160) stands.push(row);
  }
  const ACTIVE = 'a[href],button,input,select,textarea,summary,[role=button],[role=link]';
  const activeAt = (hit) => {
    for (let e = hit; e; e = outer(e)) if (e.nodeType === 1 && e.matches(ACTIVE)) return e;
    return null;
  };
  const isOurs = (hit) => {
    if (!hit) return false;
    if (!stands.some((s) => holds(s, hit))) return false;
    const other = activeAt(hit);
    return !other || other === element || stands.includes(other) || holds(other, element)
      || (holds(element, other) && other.tagName !== 'A');
  };

  const points = () => {
    const found = [];
    if (element.tagName === 'INPUT' && element.type === 'range') {
      // A slider of two steps is moved by a press at its other end.
      const r = element.getBoundingClientRect();
      const high = Number(element.value) > Number(element.min);
      const left = high !== (style.direction === 'rtl');
      return [[r.left + r.width * (left ? 0.08 : 0.92), r.top + r.height / 2]];
    }
    const places = [element, ...stands.slice(1).reverse()];
    for (const place of places) {
      const rects = [...place.getClientRects()].filter((r) => r.width >= 3 && r.height >= 3);
      for (const r of rects) {
        for (const [fx, fy] of [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.1, 0.5], [0.5, 0.25], [0.5, 0.75]]) {
          found.push([r.left + r.width * fx, r.top + r.height * fy]);
        }
      }
    }
    return found;
  };

  const old = root[key];
  if (old) old.release();
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });

  let point = null;
  let over = null;
  for (const [x, y] of points()) {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const hit = hitAt(x, y);
    if (isOurs(hit)) { point = [x, y]; break; }
    over = over || hit;
  }
  if (!point) {
    return { ok: false, over: over ? words(over) : '', overTag: over ? over.tagName.toLowerCase() : '' };
  }
  const state = { pressed: 0, clicked: 0, vetoed: 0, hit: '' };
  const label = wanted.label || null;
  const row = wanted.row || null;
  const squeeze = (text) => (text || '').replace(/\s+/g, '');
  const says = () => WORDS.sayings(label).some((text) => squeeze(text).includes(squeeze(wanted.words)));
  // Before the press the words must still be there, unchanged, in the same row as the control. After it the page may
  // do with them what it likes.
  const sameWords = () => !label || state.pressed > 0
    || (label.isConnected && says() && (!row || (holds(row, label) && holds(row, element))));
  const veto = (event) => {
    const hit = event.composedPath()[0];
    state.vetoed += 1;
    state.hit = hit && hit.nodeType === 1 ? words(hit) : '';
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const note = (event) => {
    if (event.type === 'click') state.clicked += 1;
    if (event.type === 'pointerdown') state.pressed += 1;
  };
  // `theirs` are the things of which an event of ours goes through one, as far as the listener can see.
  const passes = (event, theirs) => {
    const path = event.composedPath();
    const x = event.clientX, y = event.clientY;
    const hit = typeof x === 'number' ? into(path[0], x, y) : path[0];
    if (!state.vetoed && theirs.some((one) => path.includes(one)) && isOurs(hit)) return true;
    // The browser sends a second click from a label to its box: that one is ours too.
    return event.type === 'click' && theirs[0] === path[0] && !state.vetoed
      && (path[0] === element ? state.pressed : state.clicked) > 0;
  };
  // Listeners outside a closed root see of it only its host. So there the place of the press is looked up inside; and
  // each closed root around the element checks for itself by what the event really goes through.
  const closed = ROOTS.closedAround(element);
  const check = (event) => {
    if (!event.isTrusted && event.type === 'click') return;
    if (!sameWords() || !passes(event, closed.length ? [closed[0].root.host] : stands)) veto(event);
    else if (!closed.length) note(event);
  };
  const inner = closed.map(({ root: tree, via }, i) => {
    const last = i === closed.length - 1;
    const theirs = last ? stands : [via];
    return [tree, (event) => {
      if (!event.isTrusted && event.type === 'click') return;
      if (!passes(event, theirs)) veto(event);
      else if (last) note(event);
    }];
  });
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchstart'];
  // The monitor's listeners stand before all of the page's own and ask the guard; without it, ours come last.
  const late = root[Symbol.for('optout.presses')] ? [] : types;
  for (const type of late) root.addEventListener(type, check, { capture: true, passive: false });
  for (const [tree, look] of inner) for (const type of types) tree.addEventListener(type, look, { capture: true, passive: false });
  root[key] = {
    state,
    check,
    release: () => {
      for (const type of late) root.removeEventListener(type, check, { capture: true });
      for (const [tree, look] of inner) for (const type of types) tree.removeEventListener(type, look, { capture: true });
      delete root[key];
      return state;
    },
  };
  const rect = element.getBoundingClientRect();
  return { ok: true, x: point[0], y: point[1], rect: [rect.left, rect.top, rect.width, rect.height] };
}
