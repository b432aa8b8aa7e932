// The words of an element: its name as far as words go, and its text. Shared by the outline and by the guard of clicks,
// so that what is compared in the moment of a click is made the same way as what was found. Sees `ROOTS` (roots.js).
const WORDS = (() => {
  const SKIP = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD', 'META', 'LINK', 'TITLE', 'BR', 'WBR']);
  // A form's fields can take the place of its own properties (a field named `children`): ask the prototypes instead.
  const getter = (prototype, name) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name);
    return (element) => get.call(element);
  };
  const tagOf = getter(Element.prototype, 'tagName');
  const { shadowOf } = ROOTS;
  const nodesOf = getter(Node.prototype, 'childNodes');
  const firstOf = getter(Node.prototype, 'firstChild');
  const nextOf = getter(Node.prototype, 'nextSibling');
  const attr = (element, name) => Element.prototype.getAttribute.call(element, name);
  const has = (element, name) => Element.prototype.hasAttribute.call(element, name);
  const clean = (text, most = 600) => (text || '').replace(/\s+/g, ' ').trim().slice(0, most);

  const textOf = (element, except) => {
    const tag = tagOf(element);
    if (element === except || SKIP.has(tag)) return '';
    if (tag === 'IMG') return element.alt || '';
    if (tag === 'INPUT' || tag === 'SELECT' || tag === 'TEXTAREA') return '';
    if (attr(element, 'aria-label')) return attr(element, 'aria-label');
    let text = '';
    const slotted = tag === 'SLOT' ? element.assignedNodes() : [];
    for (const child of slotted.length ? slotted : nodesOf(shadowOf(element) || element)) {
      if (child.nodeType === 3) text += child.data;
      else if (child.nodeType === 1 && attr(child, 'aria-hidden') !== 'true') text += ' ' + textOf(child, except) + ' ';
    }
    return text;
  };

  const byIds = (element, attribute) => {
    const ids = (attr(element, attribute) || '').split(/\s+/).filter(Boolean);
    const root = element.getRootNode();
    const found = ids.map((id) => (root.getElementById ? root.getElementById(id) : null) || document.getElementById(id));
    return clean(found.filter(Boolean).map((e) => textOf(e, element)).join(' '));
  };

  const nameOf = (element) => {
    const labelled = has(element, 'aria-labelledby') ? byIds(element, 'aria-labelledby') : '';
    if (labelled) return [labelled, 'labelledby'];
    const given = clean(attr(element, 'aria-label'));
    if (given) return [given, 'aria-label'];
    if (element.labels && element.labels.length) {
      const words = clean([...element.labels].map((l) => textOf(l, element)).join(' '));
      if (words) return [words, 'label'];
    }
    const tag = tagOf(element);
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
    const title = clean(attr(element, 'title'));
    if (title) return [title, 'title'];
    return [clean(attr(element, 'placeholder')), 'placeholder'];
  };

  const own = (element) => clean([...nodesOf(element)].filter((n) => n.nodeType === 3).map((n) => n.data).join(' '));

  // Everything by which an element could have been found.
  const sayings = (element) => [nameOf(element)[0], own(element), clean(textOf(element)), clean(element.innerText)];

  return { SKIP, clean, byIds, nameOf, sayings, tagOf, firstOf, nextOf, attr };
})();
