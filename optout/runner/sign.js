// Whether the signs that a flow names can be seen in this frame, and whether it asks for a password. This is all that
// leaves a page while a person signs in: texts that hold a sign's words, and yes or no. Never what is in a field; and of
// a page at another origin nothing.
({ origins, things }) => {
  if (!origins.includes(location.origin)) return null;
  const SKIP = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD']);
  const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT']);
  const BUTTONS = new Set(['submit', 'button', 'reset', 'image']);
  const TESTIDS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];
  const LONGEST = 200;

  // A form's fields can take the place of its own properties: ask the prototypes instead.
  const getter = (prototype, name) => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, name);
    return (node) => get.call(node);
  };
  const tagOf = getter(Element.prototype, 'tagName');
  const shadowOf = getter(Element.prototype, 'shadowRoot');
  const childrenOf = getter(Element.prototype, 'children');
  const wordsOf = getter(Node.prototype, 'textContent');
  const attr = (element, name) => Element.prototype.getAttribute.call(element, name);

  const clean = (text) => (text || '').replace(/\s+/g, ' ').trim();
  const fold = (text) => text.normalize('NFKC').replace(/[\u2018\u2019]/g, "'").replace(/[\u2013\u2014]/g, '-').toLowerCase();
  const isButton = (element) => tagOf(element) === 'INPUT' && BUTTONS.has(element.type);
  const visible = (element) => element.checkVisibility({ visibilityProperty: true })
    && [...element.getClientRects()].some((rect) => rect.width > 0 && rect.height > 0);

  const roleOf = (element) => {
    const given = (attr(element, 'role') || '').trim().split(/\s+/)[0].toLowerCase();
    const tag = tagOf(element).toUpperCase();
    if (given) return given;
    if (tag === 'A') return attr(element, 'href') === null ? '' : 'link';
    if (tag === 'BUTTON' || tag === 'SUMMARY' || isButton(element)) return 'button';
    if (/^H[1-6]$/.test(tag)) return 'heading';
    return { DIALOG: 'dialog', IMG: 'img' }[tag] || '';
  };
  const above = (element) => element.parentElement || element.getRootNode().host || null;
  const hasRole = (element, role) => {
    for (let at = element, level = 0; at && level < 5; at = above(at), level += 1) if (roleOf(at) === role) return true;
    return false;
  };

  const nameOf = (element) => {
    const ids = (attr(element, 'aria-labelledby') || '').split(/\s+/).filter(Boolean);
    const labels = ids.map((id) => document.getElementById(id)).filter((label) => label && !FIELDS.has(tagOf(label)));
    const given = ['aria-label', 'alt', 'title', ...(isButton(element) ? ['value'] : [])];
    return clean(labels.map(wordsOf).join(' ')) || given.map((name) => clean(attr(element, name))).find(Boolean) || '';
  };

  const pathOf = (href) => {
    try { return new URL(href, location.href).pathname.replace(/\/+$/, ''); } catch { return null; }
  };
  const bears = (element, marks) => {
    if (TESTIDS.some((name) => marks.testid.includes(attr(element, name)))) return true;
    if (marks.id.includes(attr(element, 'id')) || marks.name.includes(attr(element, 'name'))) return true;
    const href = tagOf(element) === 'A' ? attr(element, 'href') : null;
    return href !== null && marks.href.some((known) => pathOf(known) === pathOf(href));
  };

  const found = things.map(() => ({ texts: [], marked: false }));
  let password = false;
  const visit = (element) => {
    if (SKIP.has(tagOf(element)) || element.isContentEditable) return;
    const field = FIELDS.has(tagOf(element));
    if (field && element.type === 'password') password = password || visible(element);
    const whole = field ? '' : wordsOf(element);
    const texts = [nameOf(element), whole.length <= LONGEST ? clean(whole) : ''].filter((text) => text.length <= LONGEST);
    things.forEach((thing, index) => {
      const said = texts.filter((text) => thing.words.some((word) => fold(text).includes(word)));
      if (said.length && (!thing.role || hasRole(element, thing.role)) && visible(element)) found[index].texts.push(...said);
      if (!found[index].marked && bears(element, thing.marks) && visible(element)) found[index].marked = true;
    });
    if (field) return;
    const shadow = shadowOf(element);
    if (shadow) [...shadow.children].forEach(visit);
    [...childrenOf(element)].forEach(visit);
  };
  if (document.body) visit(document.body);
  return { found: found.map(({ texts, marked }) => ({ texts: texts.slice(0, 40), marked })), password };
}
