// What lies over the element: the outermost thing there that does not hold the element, and the buttons in it.
(element) => {
  const rect = element.getBoundingClientRect();
  const contains = (outer, inner) => {
    for (let e = inner; e; e = e.parentNode || e.host) if (e === outer) return true;
    return false;
  };
  const x = Math.min(Math.max(rect.left + rect.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(rect.top + rect.height / 2, 0), innerHeight - 1);
  let over = document.elementFromPoint(x, y);
  if (!over || contains(over, element) || contains(element, over)) {
    over = [...document.querySelectorAll('dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]')]
      .filter((d) => !contains(d, element) && d.getBoundingClientRect().width > 1).pop() || null;
  }
  while (over && over.parentElement && over.parentElement !== document.body && !contains(over.parentElement, element)) {
    over = over.parentElement;
  }
  const buttons = [];
  const gather = (root) => {
    for (const e of root.querySelectorAll('*')) {
      if (e.matches('button,[role=button],a,input[type=button],input[type=submit]') && e.getBoundingClientRect().width > 1) buttons.push(e);
      if (e.shadowRoot) gather(e.shadowRoot);
    }
  };
  if (over) { gather(over); if (over.shadowRoot) gather(over.shadowRoot); }
  // The shade and the dialog may be separate things: then any button that nothing covers could be the way out, and only
  // words that the flow itself knows may be trusted.
  const loose = buttons.length === 0;
  if (loose) {
    const all = [];
    const keep = (e) => { const r = e.getBoundingClientRect();
      const hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
      if (hit && (contains(e, hit) || contains(hit, e)) && !contains(e, element)) all.push(e); };
    gather(document);
    buttons.splice(0).forEach(keep);
    buttons.push(...all);
  }
  const words = (e) => (e.getAttribute('aria-label') || e.textContent || e.value || e.title || '').replace(/\s+/g, ' ').trim();
  return { elements: buttons, data: { loose, words: buttons.map(words), over: over ? (over.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 120) : '' } };
}
