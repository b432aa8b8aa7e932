// Guards one click. `aim` finds a point where a person would hit the element and nothing else; from then until
// `release` every press on the page that does not go through the element is stopped before the page sees it.
// The comparison happens inside the event itself, so nothing can be swapped or moved between look and click.
(element, wanted) => {
  const key = Symbol.for('optout.click');
  const root = element.ownerDocument.defaultView;
  const words = (e) => (e.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 300);

  const composedContains = (outer, inner) => {
    for (let e = inner; e; e = e.parentNode || e.host) if (e === outer) return true;
    return false;
  };
  const deepest = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };
  // What stands for the element: itself, what is in it, its labels, and for a hidden box what is drawn beside it.
  const stands = [element];
  for (const label of element.labels || []) stands.push(label);
  const tiny = (e) => { const r = e.getBoundingClientRect(); return r.width < 3 || r.height < 3; };
  if (element.tagName === 'INPUT') {
    const host = element.parentElement;
    if (host && host.querySelectorAll('input,select,button,a[href]').length === 1
        && (tiny(element) || getComputedStyle(element).opacity === '0' || getComputedStyle(element).pointerEvents === 'none')) {
      const size = host.getBoundingClientRect();
      if (size.width < 600 && size.height < 120) stands.push(host);
    }
  }
  const isOurs = (hit) => {
    if (!hit) return false;
    if (!stands.some((s) => composedContains(s, hit))) return false;
    const other = hit.closest && hit.closest('a[href],button,input,select,textarea,summary,[role=button],[role=link]');
    return !other || other === element || stands.includes(other) || composedContains(other, element)
      || (composedContains(element, other) && other.tagName !== 'A');
  };

  const points = () => {
    const found = [];
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
    const hit = deepest(x, y);
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
    || (label.isConnected && says() && (!row || (row.contains(label) && composedContains(row, element))));
  const check = (event) => {
    if (!event.isTrusted && event.type === 'click') return;
    const path = event.composedPath();
    const through = path.includes(element) || stands.some((s) => path.includes(s));
    if (!state.vetoed && through && sameWords() && isOurs(path[0])) {
      if (event.type === 'click') state.clicked += 1;
      if (event.type === 'pointerdown') state.pressed += 1;
      return;
    }
    // The browser sends a second click from a label to its box: that one is ours too.
    if (event.type === 'click' && path[0] === element && state.pressed && !state.vetoed) return;
    state.vetoed += 1;
    state.hit = path[0] && path[0].nodeType === 1 ? words(path[0]) : '';
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchstart'];
  // The monitor's listeners stand before all of the page's own and ask the guard; without it, ours come last.
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
  const rect = element.getBoundingClientRect();
  return { ok: true, x: point[0], y: point[1], rect: [rect.left, rect.top, rect.width, rect.height] };
}
