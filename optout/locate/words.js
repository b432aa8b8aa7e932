// The words of an element: its name as far as words go, and its text. Shared by the outline and by the guard of clicks,
// so that what is compared in the moment of a click is made the same way as what was found.
const WORDS = (() => {
  const SKIP = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD', 'META', 'LINK', 'TITLE', 'BR', 'WBR']);
  const clean = (text, most = 600) => (text || '').replace(/\s+/g, ' ').trim().slice(0, most);

  const textOf = (element, except) => {
    if (element === except || SKIP.has(element.tagName)) return '';
    if (element.tagName === 'IMG') return element.alt || '';
    if (element.tagName === 'INPUT' || element.tagName === 'SELECT' || element.tagName === 'TEXTAREA') return '';
    const label = element.getAttribute && element.getAttribute('aria-label');
    if (label) return label;
    const from = element.shadowRoot || element;
    let text = '';
    for (const child of from.childNodes) {
      if (child.nodeType === 3) text += child.data;
      else if (child.nodeType === 1) text += ' ' + textOf(child, except) + ' ';
    }
    return text;
  };

  const byIds = (element, attribute) => {
    const ids = (element.getAttribute(attribute) || '').split(/\s+/).filter(Boolean);
    const root = element.getRootNode();
    const found = ids.map((id) => (root.getElementById ? root.getElementById(id) : null) || document.getElementById(id));
    return clean(found.filter(Boolean).map((e) => textOf(e, element)).join(' '));
  };

  const nameOf = (element) => {
    const labelled = element.hasAttribute('aria-labelledby') ? byIds(element, 'aria-labelledby') : '';
    if (labelled) return [labelled, 'labelledby'];
    const given = clean(element.getAttribute('aria-label'));
    if (given) return [given, 'aria-label'];
    if (element.labels && element.labels.length) {
      const words = clean([...element.labels].map((l) => textOf(l, element)).join(' '));
      if (words) return [words, 'label'];
    }
    const tag = element.tagName;
    if (tag === 'IMG' || tag === 'AREA') return [clean(element.alt), 'alt'];
    if (tag === 'INPUT' && ['submit', 'button', 'reset'].includes(element.type)) return [clean(element.value), 'value'];
    if (tag === 'svg' || tag === 'SVG') {
      const title = element.querySelector('title');
      return [clean(title ? title.textContent : ''), 'title'];
    }
    if (tag === 'FIELDSET') {
      const legend = element.querySelector('legend');
      return [clean(legend ? legend.textContent : ''), 'legend'];
    }
    const title = clean(element.getAttribute('title'));
    if (title) return [title, 'title'];
    return [clean(element.getAttribute('placeholder')), 'placeholder'];
  };

  const own = (element) => clean([...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(' '));

  // Everything by which an element could have been found.
  const sayings = (element) => [nameOf(element)[0], own(element), clean(textOf(element)), clean(element.innerText)];

  return { SKIP, clean, byIds, nameOf, sayings };
})();
