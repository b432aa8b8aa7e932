// What lies over the element: the outermost thing there that does not hold the element, and the buttons in it.
(element) => {
  const rect = element.getBoundingClientRect();
  const { holds: contains, outer, hitAt, all, shadowOf } = ROOTS;
  const x = Math.min(Math.max(rect.left + rect.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(rect.top + rect.height / 2, 0), innerHeight - 1);
  let over = hitAt(x, y);
  if (!over || contains(over, element) || contains(element, over)) {
    over = all('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')
      .filter((d) => !contains(d, element) && d.getBoundingClientRect().width > 1).pop() || null;
  }
  // Out to the last thing that does not hold the element, through the hosts of shadow roots.
  const around = (e) => { do e = outer(e); while (e && e.nodeType === 11); return e; };
  for (let next = over && around(over); next && next.nodeType === 1 && next !== document.body; next = around(next)) {
    if (contains(next, element)) break;
    over = next;
  }
  const buttons = [];
  const gather = (root) => {
    for (const e of all('button,[role=button],a,input[type=button],input[type=submit]', root)) {
      if (e.getBoundingClientRect().width > 1) buttons.push(e);
    }
  };
  if (over) { gather(over); if (shadowOf(over)) gather(shadowOf(over)); }
  // The shade and the dialog may be separate things: then any button that nothing covers could be the way out, and only
  // words that the flow itself knows may be trusted.
  const loose = buttons.length === 0;
  if (loose) {
    const free = [];
    const keep = (e) => { const r = e.getBoundingClientRect();
      const hit = hitAt(r.left + r.width / 2, r.top + r.height / 2);
      if (hit && (contains(e, hit) || contains(hit, e)) && !contains(e, element)) free.push(e); };
    gather(document);
    buttons.splice(0).forEach(keep);
    buttons.push(...free);
  }
  const words = (e) => (e.getAttribute('aria-label') || e.textContent || e.value || e.title || '').replace(/\s+/g, ' ').trim();
  return { elements: buttons, data: { loose, words: buttons.map(words), over: over ? (over.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 120) : '' } };
}
