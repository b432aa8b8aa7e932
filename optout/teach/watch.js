// Tells what a person pressed, changed, or pointed at: the words and the place of links, buttons, boxes and the like.
// Runs in a world of its own, which the page neither sees nor can change. No keys are listened to, and no value of any
// field is read. What is told is one text a time: tell(json).
(() => {
  'use strict';
  const tell = globalThis.optoutTell;
  const salt = globalThis.optoutSalt;
  if (typeof tell !== 'function' || globalThis.optoutWatches) return;
  globalThis.optoutWatches = true;

  const MOST_WORDS = 300;
  const MOST_THINGS = 600;
  const MOST_NODES = 20000;
  const SKIP = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);
  const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT', 'OPTION']);
  const PRESSED = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'range']);
  const ROLES = new Set(['link', 'button', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'option', 'treeitem',
    'switch', 'checkbox', 'radio', 'combobox']);
  const CONTROLS = new Set(['switch', 'checkbox', 'radio', 'menuitemcheckbox', 'menuitemradio', 'combobox', 'slider']);
  // What people wrote, not what the platform says.
  const CONTENT = 'article,[role=article],[role=feed],[role=log],blockquote,figure,[contenteditable]:not([contenteditable=false]),[role=textbox]';
  const SETTINGS = 'input[type=checkbox],input[type=radio],select,[role=switch],[role=checkbox]';
  const LANDMARKS = 'nav,main,aside,header,footer,dialog,[role=dialog],[role=alertdialog],[role=menu],[role=navigation],'
    + '[role=main],[role=banner],[role=complementary],[role=contentinfo],[role=listbox]';

  const clean = (text, most = MOST_WORDS) => (text || '').replace(/\s+/g, ' ').trim().slice(0, most);
  const roleOf = (e) => {
    const given = clean((e.getAttribute('role') || '').toLowerCase()).split(' ')[0];
    if (given && given !== 'presentation' && given !== 'none') return given;
    const tag = e.tagName;
    if (tag === 'A' && e.hasAttribute('href')) return 'link';
    if (tag === 'BUTTON' || tag === 'SUMMARY') return 'button';
    if (tag === 'SELECT') return 'combobox';
    if (tag === 'OPTION') return 'option';
    if (tag !== 'INPUT') return '';
    if (e.type === 'checkbox' || e.type === 'radio') return e.type;
    if (e.type === 'range') return 'slider';
    return ['button', 'submit', 'reset', 'image'].includes(e.type) ? 'button' : 'textbox';
  };
  const isField = (e) => e.tagName === 'TEXTAREA' || e.isContentEditable || e.getAttribute('role') === 'textbox'
    || (e.tagName === 'INPUT' && !PRESSED.has(e.type));
  const isActive = (e) => ROLES.has(roleOf(e)) || e.tagName === 'LABEL' || CONTROLS.has(roleOf(e))
    || e.hasAttribute('onclick') || (e.hasAttribute('tabindex') && e.tabIndex >= 0);
  const outer = (e) => e.assignedSlot || e.parentElement || (e.getRootNode && e.getRootNode().host) || null;
  const chain = function* (e) { for (; e; e = outer(e)) yield e; };
  const around = (e, selector) => { for (const each of chain(e)) if (each.matches(selector)) return each; return null; };

  // The texts in an element, each for itself; nothing of fields, and nothing that a person may be writing.
  const textsOf = (root, most = 8) => {
    const found = [];
    const visit = (node) => {
      if (found.length >= most) return;
      if (node.nodeType === 3) { const text = clean(node.data); if (text) found.push(text); return; }
      if (node.nodeType !== 1 || SKIP.has(node.tagName) || FIELDS.has(node.tagName) || node.isContentEditable) return;
      if (node.getAttribute('aria-hidden') === 'true' || node.getAttribute('role') === 'textbox') return;
      if (node !== root && node.checkVisibility && !node.checkVisibility()) return;
      if (node.tagName === 'IMG') { const alt = clean(node.alt); if (alt) found.push(alt); return; }
      const inside = node.tagName === 'SLOT' && node.assignedNodes().length ? node.assignedNodes() : (node.shadowRoot || node).childNodes;
      // What is set in pieces within one line is one text: "Grok" and its "&", a word in bold.
      const plain = [...inside].every((n) => n.nodeType === 3 || (n.nodeType === 1 && /^(B|I|EM|STRONG|U|S|MARK|SMALL|WBR|BR)$/.test(n.tagName)));
      if (plain && inside.length) { const text = clean(node.textContent); if (text) found.push(text); return; }
      for (const n of inside) visit(n);
    };
    visit(root);
    return found;
  };
  const byIds = (e, attribute) => {
    const root = e.getRootNode();
    const ids = (e.getAttribute(attribute) || '').split(/\s+/).filter(Boolean);
    return ids.map((id) => root.getElementById(id)).filter((n) => n && !isField(n)).map((n) => textsOf(n).join(' ')).join(' ');
  };
  const nameOf = (e) => {
    const labelled = clean(byIds(e, 'aria-labelledby')) || clean(e.getAttribute('aria-label'));
    if (labelled) return labelled;
    if (e.labels && e.labels.length) return clean([...e.labels].map((l) => textsOf(l)[0] || '').join(' '));
    if (e.tagName === 'INPUT' && ['button', 'submit', 'reset'].includes(e.type)) return clean(e.getAttribute('value'));
    return clean(e.getAttribute('title'));
  };
  const keyOf = (words) => {
    let a = 0xdeadbeef; let b = 0x41c6ce57;
    for (const letter of salt + words) {
      const code = letter.codePointAt(0);
      a = Math.imul(a ^ code, 2654435761); b = Math.imul(b ^ code, 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  };
  const landmark = (e) => { const l = around(outer(e) || e, LANDMARKS); return l ? roleOf(l) || l.tagName : ''; };
  const thingOf = (e) => {
    const link = e.tagName === 'A' ? e.pathname : '';
    return keyOf([roleOf(e), nameOf(e) || textsOf(e).join(' '), link, landmark(e)].join('\u0001'));
  };

  // Everything that could be pressed now, as keys; open shadow roots included.
  const there = (mine) => {
    const keys = new Set();
    const saying = (e) => nameOf(e) || textsOf(e, 1)[0] || '';
    const words = saying(mine);
    let twins = false;
    let nodes = 0;
    const visit = (root) => {
      for (const e of root.querySelectorAll('*')) {
        if (nodes++ > MOST_NODES || keys.size > MOST_THINGS) return;
        if (e.shadowRoot) visit(e.shadowRoot);
        if (e.tagName === 'LABEL' || !isActive(e)) continue;
        if (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true })) {
          keys.add(thingOf(e));
          twins = twins || (e !== mine && saying(e) === words);
        }
      }
    };
    if (document.body) visit(document);
    return { there: [...keys], twins: twins && words !== '' };
  };

  const headingOf = (e) => {
    for (const each of chain(e)) {
      for (let before = each.previousElementSibling; before; before = before.previousElementSibling) {
        const heading = before.matches('h1,h2,h3,h4,h5,h6,legend,[role=heading]') ? before
          : [...before.querySelectorAll('h1,h2,h3,h4,h5,h6,[role=heading]')].pop();
        if (heading && !heading.closest(CONTENT)) return clean(textsOf(heading).join(' '), 120);
      }
    }
    return '';
  };
  // How the page addresses whoever is signed in, so that it can be kept out: a handle or an address in the page's own
  // frame (its header, menus, side bars), and the name that stands before it.
  const OWN_FRAME = 'header,nav,aside,[role=banner],[role=navigation],[role=complementary],[role=menu],menu';
  const HANDLE = /(^|\s)@[\w.-]{2,}|[\w.+-]+@[\w-]+\.[a-z]{2,}/i;
  const who = () => {
    const found = new Set();
    for (const place of document.querySelectorAll(OWN_FRAME)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text && found.size < 12; text = texts.nextNode()) {
        const handle = clean(text.data);
        if (handle.length > 80 || !HANDLE.test(handle) || isField(text.parentElement)) continue;
        found.add(handle);
        let box = text.parentElement;
        for (let up = 0; up < 2 && textsOf(box).length < 2; up += 1) box = box.parentElement;
        const near = textsOf(box);
        const name = near[near.indexOf(handle) - 1] || '';
        if (near.length <= 3 && name.length <= 40) found.add(name);
      }
    }
    return [...found];
  };
  const dialogOf = (e) => Boolean(around(e, 'dialog,[role=dialog],[role=alertdialog],[aria-modal=true]'));
  const marksOf = (e) => {
    const marks = {};
    for (const [key, names] of [['name', ['name']], ['id', ['id']],
      ['testid', ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']]]) {
      const value = names.map((n) => e.getAttribute(n)).find(Boolean);
      if (value) marks[key] = clean(value, 120);
    }
    if (e.tagName === 'A' && e.hasAttribute('href')) marks.href = e.href;
    return marks;
  };

  // What a person means by pressing here: the nearest thing that is made to be pressed, else what shows a hand.
  const meant = (path) => {
    const elements = path.filter((n) => n.nodeType === 1 && n !== document.body && n !== document.documentElement);
    if (elements.some(isField)) return null;
    const found = elements.find(isActive) || null;
    if (found && found.tagName === 'LABEL') return found.control && !isField(found.control) ? found.control : found;
    if (found) return found;
    const hand = elements.filter((e) => getComputedStyle(e).cursor === 'pointer');
    return hand.length ? hand[hand.length - 1] : null;
  };
  const describe = (kind, e) => {
    const box = e.getBoundingClientRect();
    const seen = box.width > 2 && box.height > 2 ? box : (e.labels && e.labels[0] ? e.labels[0].getBoundingClientRect() : box);
    const content = around(e, CONTENT);
    const language = around(e, '[lang]');
    return {
      kind,
      role: roleOf(e),
      tag: e.tagName.toLowerCase(),
      name: nameOf(e),
      texts: e.tagName === 'SELECT' ? [] : textsOf(e),
      control: CONTROLS.has(roleOf(e)) || e.hasAttribute('aria-pressed') || e.hasAttribute('aria-checked'),
      content: Boolean(content) && !content.querySelector(SETTINGS),
      section: headingOf(e),
      dialog: dialogOf(e),
      expands: (e.tagName === 'SUMMARY' || e.hasAttribute('aria-expanded')) && !e.hasAttribute('aria-haspopup'),
      language: (language && language.getAttribute('lang')) || '',
      marks: marksOf(e),
      url: location.href,
      top: window === window.top,
      spot: [seen.x, seen.y, seen.width, seen.height].map(Math.round),
      thing: thingOf(e),
      ...there(e),
      who: who(),
    };
  };
  const say = (what) => tell(JSON.stringify(what));

  // A menu may open, and take away what was pressed, before the click is over; so the look of the moment in which the
  // finger comes down counts where it is the same press.
  let down = null;
  let last = null;
  const press = (e, at) => {
    const twice = last && last.element === e && at - last.at < 60;
    last = { element: e, at };
    if (!twice) say(down && down.element === e ? down.said : describe('press', e));
  };
  const onDown = (event) => {
    if (!event.isTrusted || event.button > 0) return;
    const e = meant(event.composedPath());
    down = e ? { element: e, said: describe('press', e) } : null;
  };
  const onClick = (event) => {
    if (!event.isTrusted || event.button > 0) return;
    const gone = down && !down.element.isConnected;
    const e = gone && event.detail ? down.element : meant(event.composedPath());
    if (e) press(e, event.timeStamp);
    down = null;
  };
  const onUp = (event) => {
    if (!event.isTrusted) return;
    const mine = down;
    setTimeout(() => {
      if (mine && mine === down && !mine.element.isConnected) { press(mine.element, event.timeStamp); down = null; }
    }, 30);
  };
  const onChange = (event) => {
    const e = event.composedPath()[0];
    if (event.isTrusted && e && e.tagName === 'SELECT') say(describe('change', e));
  };
  let pointed = null;
  const onOver = (event) => {
    if (!event.isTrusted) return;
    const e = meant(event.composedPath());
    if (!e || e === pointed || !(CONTROLS.has(roleOf(e)) || e.hasAttribute('aria-pressed'))) return;
    pointed = e;
    say(describe('point', e));
  };
  for (const [name, listener] of [['pointerdown', onDown], ['pointerup', onUp], ['click', onClick], ['change', onChange],
    ['mouseover', onOver]]) {
    window.addEventListener(name, listener, { capture: true, passive: true });
  }
})();
