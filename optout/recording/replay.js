// How a recorded page behaves: what a click, a key or "back" does to it. One function of the recording's tables;
// pages, writes and reports of what has no answer are ordinary requests that replay.py answers.
(tables => {
  if (location.origin !== tables.origin) return;

  let state = null;      // the state that the page shows
  let values = {};       // control -> value as stored
  const staged = {};     // control -> value that waits for its Save button
  let turn = 0;          // the latest change of page wins

  const named = (root, name) => root.querySelector(`[data-r="${CSS.escape(name)}"]`)
    ?? [...root.querySelectorAll('*')].reduce((found, e) => found ?? (e.shadowRoot && named(e.shadowRoot, name)), null);
  const ask = what => fetch(tables.own + what);
  const report = what => ask(`unanswered?what=${encodeURIComponent(what)}`);

  // What replay.py wrote into the page: which state this is, and how the controls are set.
  const learn = root => {
    const meta = root.querySelector(`meta[name="${tables.meta}"]`);
    if (!meta) return;
    ({state, values} = JSON.parse(meta.content));
    meta.remove();
  };
  // The address bar shows what the platform would have made of the address that was asked for.
  const ready = () => {
    if (state !== null) return;
    learn(document);
    if (state === null) return;
    const address = tables.states[state].address;
    const here = location.origin + location.pathname;
    history.replaceState({state}, '', address.split('?')[0] === here ? location.href : address);
  };

  // Turns `from` into `to` and keeps the elements that are the same, so that focus and scroll places survive.
  const same = (a, b) => a.nodeName === b.nodeName && a.dataset?.r === b.dataset?.r;
  const morph = (from, to) => {
    if (from.nodeType !== Node.ELEMENT_NODE && from.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) {
      if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
      return;
    }
    if (from.attributes) copyAttributes(from, to);
    if (from.shadowRoot && to.shadowRoot) morph(from.shadowRoot, to.shadowRoot);
    let next = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      let match = next;
      while (match && !same(match, wanted)) match = match.nextSibling;
      if (!match) { from.insertBefore(wanted, next); continue; }
      while (next !== match) { const gone = next; next = next.nextSibling; gone.remove(); }
      next = match.nextSibling;
      morph(match, wanted);
    }
    while (next) { const gone = next; next = next.nextSibling; gone.remove(); }
  };
  const copyAttributes = (from, to) => {
    for (const {name} of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
    for (const {name, value} of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    if ('checked' in to) from.checked = to.checked;
    if ('selected' in to) from.selected = to.selected;
  };

  const show = async name => {
    const mine = ++turn;
    const answer = await ask(`state/${name}`);
    const page = Document.parseHTMLUnsafe(await answer.text());
    if (mine !== turn) return false;
    learn(page);
    document.title = page.title;
    copyAttributes(document.documentElement, page.documentElement);
    morph(document.body, page.body);
    for (const [control, value] of Object.entries(staged)) draw(control, value);
    return true;
  };
  const fits = when => Object.entries(when).every(([name, value]) => values[name] === value);

  // A value may bring another state to this address (a row that is only there while a switch is on).
  const settle = async changed => {
    const {address, when} = tables.states[state];
    const here = Object.keys(tables.states).filter(name =>
      tables.states[name].address === address && fits(tables.states[name].when));
    const next = here.find(name => changed in tables.states[name].when) ?? (fits(when) ? state : here[0]);
    if (next && next !== state) await show(next);
  };

  const follow = async transition => {
    for (const [control, value] of Object.entries(transition.sets)) await store(control, value);
    const target = tables.states[transition.to].address;
    const address = new URL(transition.address ?? target, tables.origin).href;
    if (transition.how === 'new-tab') { window.open(address); return; }
    if (transition.how === 'page') { location.assign(address); return; }
    const moves = transition.address ? address !== location.href : target !== tables.states[state].address;
    if (moves) {
      history.pushState({state: transition.to}, '', address);
      for (const name of Object.keys(staged)) delete staged[name];
    }
    if (!await show(transition.to)) return;
    if (moves) scrollTo(0, 0);
    if (transition.how === 'dialog') document.querySelector('dialog, [role$="dialog"]')?.querySelector('button')?.focus();
  };

  // Controls: a value is drawn at once, as pages do, and drawn back when the write is refused.
  const draw = (name, value) => {
    const {parts, looks} = tables.controls[name];
    for (const [element, attributes] of Object.entries(parts)) {
      const shown = named(document, element);
      if (shown) for (const attribute of attributes) drawAttribute(shown, attribute, looks[value][element]?.[attribute]);
    }
  };
  const drawAttribute = (element, name, value) => {
    if (name === 'text') { element.textContent = value ?? ''; return; }
    if (value === undefined) element.removeAttribute(name); else element.setAttribute(name, value);
    if (name === 'checked' || name === 'selected') element[name] = value !== undefined;
  };
  const store = async (name, value) => {
    const {write} = tables.controls[name];
    const before = values[name];
    draw(name, value);
    values[name] = value;
    const body = JSON.stringify({control: name, value});
    const answer = await (write === 'none'
      ? ask(`keep?control=${encodeURIComponent(name)}&value=${encodeURIComponent(value)}`)
      : fetch(write.address, {method: write.method, headers: {'Content-Type': 'application/json'}, body}));
    if (answer.ok) return settle(name);
    values[name] = before;
    draw(name, before);
  };
  const change = (name, value) => {
    if (tables.controls[name].saves === 'at once') return store(name, value);
    staged[name] = value;
    draw(name, value);
  };
  const wanted = (control, name, element) => {
    if (element.dataset.r in control.picks) return control.picks[element.dataset.r];
    if (control.kind === 'checkbox') return element.checked ? 'on' : 'off';
    const now = staged[name] ?? values[name];
    return control.values[(control.values.indexOf(now) + 1) % control.values.length];
  };

  // What an element does here, in this order: lead somewhere, change a control, save.
  const transitionOf = (element, event) => tables.transitions.find(each => each.on === (element?.dataset.r ?? null)
    && each.event === event && (!each.from.length || each.from.includes(state))
    && fits(each.when));
  const controlsOf = element => Object.entries(tables.controls).filter(([, control]) =>
    control.element === element.dataset.r || element.dataset.r in control.picks);
  const savedBy = element => Object.keys(staged).filter(name => tables.controls[name].saves.element === element.dataset.r);
  const known = element => element.dataset.r !== undefined && (controlsOf(element).length
    || tables.transitions.some(each => each.on === element.dataset.r)
    || Object.values(tables.controls).some(control => control.saves.element === element.dataset.r));

  const act = async (element, event) => {
    for (const name of savedBy(element)) { const value = staged[name]; delete staged[name]; await store(name, value); }
    const transition = transitionOf(element, 'click');
    if (transition) { await follow(transition); return; }
    for (const [name, control] of controlsOf(element)) await change(name, wanted(control, name, element));
  };

  const elements = event => event.composedPath().filter(each => each instanceof Element);
  const PRESSED = 'button, input[type="submit"], input[type="button"], [role="button"], [role="link"], '
    + '[role^="menuitem"], [role="tab"], [role="switch"], [role="checkbox"], [role="radio"], [role="option"]';

  // Ctrl-click and middle click: the tab that the browser itself opens for them asks before a route can answer.
  const inNewTab = event => {
    const link = elements(event).find(each => each.matches('a[href]'));
    if (!link || event.altKey || !(event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey)) return false;
    event.preventDefault();
    window.open(link.href);
    return true;
  };

  const onClick = event => {
    ready();
    const path = elements(event);
    const element = path.find(known);
    if (event.defaultPrevented || inNewTab(event)) return;
    if (!element) { noAnswer(event, path); return; }
    if (element.matches('[aria-disabled="true"]')) return;
    const leads = transitionOf(element, 'click');
    // A box that first asks (dialog) shows its old state until the answer; a link does not open on its own.
    if (leads || element.matches('a[href], button, [type="submit"]')) event.preventDefault();
    if (element.matches('option, select')) return;
    void act(element, event);
  };
  const noAnswer = (event, path) => {
    if (path.some(each => each.matches('a[href], summary'))) return;
    const pressed = path.find(each => each.matches(PRESSED));
    if (!pressed) return;
    event.preventDefault();
    void report(`click on ${pressed.getAttribute('aria-label') ?? pressed.textContent.trim()}`);
  };
  const onEarly = event => {
    ready();
    for (const element of elements(event)) {
      const transition = transitionOf(element, event.type);
      if (transition) { void follow(transition); return; }
    }
  };
  const onChange = event => {
    ready();
    const select = elements(event)[0];
    const picked = select?.matches('select') && select.selectedOptions[0];
    if (picked) for (const [name, control] of controlsOf(picked)) void change(name, wanted(control, name, picked));
  };
  const onKey = event => {
    ready();
    if (event.key === 'Escape') {
      const transition = transitionOf(null, 'escape');
      if (transition) void follow(transition);
      return;
    }
    const element = elements(event)[0];
    const presses = event.key === 'Enter' || (event.key === ' ' && !element?.matches('[role="link"]'));
    if (!presses || !element?.matches('[role]') || element.matches('a[href], button, input, select, summary')) return;
    event.preventDefault();
    element.click();
  };

  addEventListener('click', onClick);
  addEventListener('auxclick', inNewTab);
  for (const early of ['pointerdown', 'mousedown', 'mouseover']) addEventListener(early, onEarly);
  addEventListener('change', onChange);
  addEventListener('keydown', onKey);
  addEventListener('submit', event => event.preventDefault());
  addEventListener('popstate', event => {
    if (event.state?.state) void show(event.state.state); else location.reload();
  });
  addEventListener('pageshow', event => { if (event.persisted && state) void show(state); });
  document.addEventListener('DOMContentLoaded', ready);
})
