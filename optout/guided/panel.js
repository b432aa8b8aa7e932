// The panel that guides, and the ring around what it points at. Runs in a world of its own (browser/world.py): the
// page can neither see its variables nor look into its shadow root. It sends nothing anywhere, reads no field and
// hears no key; of presses it learns where they were, never what was typed.
(call) => {
  const GAP = 12; // CSS pixels between the panel and the edge, and around what it must not cover
  const STEP = 24; // how far an arrow key moves it
  const SHEET = `
    :host { display: contents !important; }
    [popover] { inset: auto; margin: 0; padding: 0; border: 0; overflow: visible; background: none; color: inherit; }
    .panel, .ring {
      --back: #ffffff; --fore: #12151c; --soft: #4a5160; --line: #9aa1b0; --mark: #0b57d0; --on: #ffffff;
      --warn: #8a4b00; --good: #0a6b35;
    }
    @media (prefers-color-scheme: dark) {
      .panel, .ring {
        --back: #1d212b; --fore: #f2f4f9; --soft: #b9c0ce; --line: #626b7d; --mark: #9cc2ff; --on: #0b1b33;
        --warn: #ffc36b; --good: #7fdca4;
      }
    }
    .panel {
      position: fixed; box-sizing: border-box; width: min(340px, calc(100vw - 16px)); max-height: calc(100vh - 16px);
      overflow: auto; background: var(--back); color: var(--fore); border: 1px solid var(--line); border-radius: 12px;
      box-shadow: 0 6px 24px #0005; font: 14px/1.45 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC",
      "PingFang SC", "Microsoft YaHei", sans-serif; letter-spacing: normal; text-align: start; cursor: default;
      user-select: none; -webkit-user-select: none;
    }
    .panel.small { width: auto; max-width: calc(100vw - 16px); }
    header { display: flex; align-items: center; gap: 4px; padding: 6px 6px 0 6px; }
    .count { flex: 1; font-weight: 600; color: var(--soft); font-size: 13px; white-space: nowrap; }
    .bar { height: 3px; margin: 6px 14px 0; border-radius: 2px; background: color-mix(in srgb, var(--line) 45%, transparent); }
    .bar i { display: block; height: 3px; border-radius: 2px; background: var(--mark); }
    .text { padding: 8px 14px 4px; overflow-wrap: anywhere; }
    .say { font-size: 15px; font-weight: 600; margin: 0; }
    .note { margin: 4px 0 0; color: var(--soft); font-size: 13px; }
    .text p:empty { display: none; }
    .still .say, .trouble .say { color: var(--warn); }
    .good .say { color: var(--good); }
    footer { display: flex; flex-wrap: wrap; gap: 6px; padding: 6px 14px 12px; }
    footer:empty { padding: 0 0 8px; }
    button {
      font: inherit; font-size: 13px; color: var(--fore); background: transparent; border: 1px solid var(--line);
      border-radius: 8px; padding: 4px 10px; margin: 0; cursor: pointer; min-height: 28px; text-align: center;
    }
    button.main { background: var(--mark); color: var(--on); border-color: var(--mark); }
    button.bare { border-color: transparent; padding: 2px 6px; min-width: 28px; line-height: 1; }
    button.grip { cursor: grab; touch-action: none; }
    button:hover { border-color: var(--mark); }
    button:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    .small .bar, .small footer { display: none; }
    .small header { padding: 4px; }
    .small .text { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
    /* On whatever page it lies: blue between white, whichever scheme the panel is in. */
    .ring {
      position: fixed; box-sizing: border-box; pointer-events: none; border: 3px solid #0b57d0; border-radius: 8px;
      box-shadow: 0 0 0 2px #ffffff, inset 0 0 0 1px #ffffff, 0 0 16px 4px #4d8dff;
    }
    @media (forced-colors: active) { .ring { border-color: Highlight; } }
    @media print { .panel, .ring { display: none; } }
  `;
  const make = (tag, className, parent) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (parent) parent.append(element);
    return element;
  };

  const host = make('optout-panel');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [sheet];
  const ring = make('div', 'ring', root);
  ring.setAttribute('aria-hidden', 'true');
  const panel = make('section', 'panel', root);
  const header = make('header', '', panel);
  const grip = make('button', 'bare grip', header);
  grip.textContent = '⠿';
  grip.accessKey = 'o';
  const count = make('span', 'count', header);
  const fold = make('button', 'bare fold', header);
  const bar = make('div', 'bar', panel);
  const filled = make('i', '', bar);
  bar.setAttribute('aria-hidden', 'true');
  const text = make('div', 'text', panel);
  text.setAttribute('role', 'status');
  text.setAttribute('aria-live', 'polite');
  text.setAttribute('aria-atomic', 'true');
  const say = make('p', 'say', text);
  const note = make('p', 'note', text);
  say.dir = note.dir = 'auto';
  const footer = make('footer', '', panel);
  for (const shown of [ring, panel]) if ('popover' in shown) shown.popover = 'manual';

  let given = null; // what to show, as it was last said
  let target = null; // the element that is pointed at
  let token = null; // which pointing `taps` belong to
  let taps = 0;
  let used = 0; // when the person last did anything here
  let folded = false;
  let squeezed = false; // folded by us, because there is no room
  let moved = null; // where the person put the panel
  let work = null; // where the person works and the panel lay
  let corner = 0;
  let last = '';
  const pressed = [];

  const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };
  const isOn = (element) => element.matches(':popover-open');
  const raise = (element) => {
    if (!element.showPopover) return;
    if (isOn(element)) element.hidePopover();
    element.showPopover();
  };

  // Whether something that has nothing to do with the target takes the presses that are meant for it.
  const isCovered = () => {
    if (!target || !target.isConnected) return false;
    const box = target.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (box.width < 2 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    const over = hit(x, y);
    let around = target;
    for (let level = 0; level < 3; level += 1) around = around.parentNode || around.host || around;
    return Boolean(over) && over !== host && !climb(over, (e) => e === around) && !climb(target, (e) => e === over);
  };

  // ---- where it hangs: in the dialog that lies over everything, since all around such a dialog is dead
  const climb = (element, fits) => {
    for (let e = element; e; e = e.parentNode || e.host) if (e.nodeType === 1 && fits(e)) return e;
    return null;
  };
  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const isModal = (e) => e.tagName === 'DIALOG' && e.matches(':modal');
  const home = () => {
    const seen = (e) => e.getClientRects().length > 0;
    const modal = [...document.querySelectorAll(':modal')].filter((e) => isModal(e) && seen(e)).pop();
    if (modal) return modal;
    const box = panel.getBoundingClientRect();
    const above = climb(hit(box.left + box.width / 2, box.top + 8), isModal);
    if (above) return above;
    const said = [...document.querySelectorAll('[role=dialog][aria-modal=true],[role=alertdialog][aria-modal=true]')];
    return said.filter(seen).pop() || document.documentElement;
  };
  const hang = () => {
    if (!given) return;
    const place = home();
    if (!place) return;
    if (host.parentNode !== place || !host.isConnected) {
      const had = root.activeElement;
      place.append(host);
      raise(ring);
      raise(panel);
      if (had) had.focus({ preventScroll: true });
      return;
    }
    const box = panel.getBoundingClientRect();
    const over = hit(box.left + box.width / 2, box.top + 8);
    if (!isOn(panel) || (over && over !== host && !climb(over, (e) => e === host))) {
      const had = root.activeElement;
      raise(ring);
      raise(panel);
      if (had) had.focus({ preventScroll: true });
    }
  };

  // ---- where it stands: in a corner that leaves free what is pointed at and where the person works
  const aim = () => {
    if (target && target.isConnected) {
      const box = target.getBoundingClientRect();
      if (box.width > 1 && box.height > 1) return [box.left, box.top, box.width, box.height];
    }
    return given && given.rect;
  };
  const overlap = (x, y, size, box) => {
    const wide = Math.min(x + size.width, box[0] + box[2] + GAP) - Math.max(x, box[0] - GAP);
    const high = Math.min(y + size.height, box[1] + box[3] + GAP) - Math.max(y, box[1] - GAP);
    return wide > 0 && high > 0 ? wide * high : 0;
  };
  const corners = (size) => {
    const [left, top] = [GAP, GAP];
    const [right, bottom] = [innerWidth - size.width - GAP, innerHeight - size.height - GAP];
    return [[right, bottom], [left, bottom], [right, top], [left, top]].map(([x, y]) => [Math.max(4, x), Math.max(4, y)]);
  };
  const best = (size, avoid) => {
    const all = corners(size).map(([x, y], index) => ({
      x, y, index, cost: avoid.reduce((sum, box) => sum + overlap(x, y, size, box), 0), far: index === corner ? 0 : 1,
    }));
    if (moved) {
      const x = Math.min(Math.max(4, moved[0]), Math.max(4, innerWidth - size.width - 4));
      const y = Math.min(Math.max(4, moved[1]), Math.max(4, innerHeight - size.height - 4));
      all.push({ x, y, index: corner, cost: avoid.reduce((sum, box) => sum + overlap(x, y, size, box), 0), far: -1 });
    }
    return all.sort((a, b) => a.cost - b.cost || a.far - b.far || a.index - b.index)[0];
  };
  const put = (element, x, y) => {
    element.style.setProperty('left', `${Math.round(x)}px`);
    element.style.setProperty('top', `${Math.round(y)}px`);
  };
  const stand = () => {
    const box = aim();
    const avoid = [box, work].filter(Boolean);
    panel.classList.toggle('small', folded);
    squeezed = false;
    let place = best(panel.getBoundingClientRect(), avoid);
    if (place.cost && !folded) {
      panel.classList.add('small');
      const small = best(panel.getBoundingClientRect(), avoid);
      squeezed = small.cost < place.cost;
      if (squeezed) place = small;
      panel.classList.toggle('small', squeezed);
    }
    corner = place.index;
    put(panel, place.x, place.y);
  };
  const encircle = () => {
    const box = given && aim();
    const seen = box && box[0] + box[2] > 0 && box[1] + box[3] > 0 && box[0] < innerWidth && box[1] < innerHeight;
    ring.style.setProperty('display', seen ? 'block' : 'none');
    if (!seen) return;
    put(ring, box[0] - 6, box[1] - 6);
    ring.style.setProperty('width', `${Math.round(box[2] + 12)}px`);
    ring.style.setProperty('height', `${Math.round(box[3] + 12)}px`);
  };
  const arrange = () => {
    if (!given) return;
    hang();
    const now = JSON.stringify([aim(), work, moved, folded, innerWidth, innerHeight, panel.scrollHeight, given.say, given.note]);
    if (now === last) return;
    stand();
    encircle();
    label();
    last = JSON.stringify([aim(), work, moved, folded, innerWidth, innerHeight, panel.scrollHeight, given.say, given.note]);
  };

  // ---- what it says
  const label = () => {
    const small = folded || squeezed;
    fold.setAttribute('aria-expanded', String(!small));
    fold.setAttribute('aria-label', small ? given.words.unfold : given.words.fold);
    write(fold, small ? '▸' : '▾');
  };
  const offer = (buttons) => {
    const now = JSON.stringify(buttons);
    if (footer.dataset.shown === now) return;
    const had = root.activeElement && root.activeElement.dataset.name;
    footer.dataset.shown = now;
    footer.replaceChildren(...buttons.map(([name, words], index) => {
      const button = make('button', index === 0 && ['do', 'done', 'close'].includes(name) ? 'main' : '');
      button.textContent = words;
      button.dataset.name = name;
      return button;
    }));
    const again = had && [...footer.children].find((button) => button.dataset.name === had);
    if (again) again.focus({ preventScroll: true });
  };
  const show = () => {
    panel.lang = given.lang;
    panel.dir = given.dir;
    panel.setAttribute('role', 'region');
    panel.setAttribute('aria-label', given.words.region);
    grip.setAttribute('aria-label', given.words.move);
    grip.title = given.words.move;
    write(count, given.count);
    write(say, given.say);
    write(note, given.note);
    filled.style.setProperty('width', `${Math.round(given.part * 100)}%`);
    for (const tone of ['step', 'still', 'trouble', 'good', 'wait']) text.classList.toggle(tone, given.tone === tone);
    offer(given.buttons);
  };

  // ---- what the person does with it
  const mine = (event) => event.isTrusted;
  for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'touchstart', 'keydown',
    'keyup', 'keypress', 'wheel', 'focusin', 'focusout']) {
    panel.addEventListener(type, (event) => event.stopPropagation());
  }
  // A press on the panel takes the focus from nothing on the page.
  panel.addEventListener('mousedown', (event) => event.preventDefault());
  footer.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (mine(event) && button) pressed.push(button.dataset.name);
  });
  fold.addEventListener('click', (event) => {
    if (!mine(event)) return;
    folded = !(folded || squeezed);
    last = '';
    arrange();
  });
  let grabbed = null;
  grip.addEventListener('pointerdown', (event) => {
    if (!mine(event)) return;
    const box = panel.getBoundingClientRect();
    grabbed = [event.clientX - box.left, event.clientY - box.top];
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (!grabbed || !mine(event)) return;
    moved = [event.clientX - grabbed[0], event.clientY - grabbed[1]];
    work = null;
    arrange();
  });
  for (const type of ['pointerup', 'pointercancel']) grip.addEventListener(type, () => { grabbed = null; });
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  grip.addEventListener('keydown', (event) => {
    const way = ARROWS[event.key];
    if (!way || !mine(event)) return;
    event.preventDefault();
    const box = panel.getBoundingClientRect();
    moved = [box.left + way[0] * STEP, box.top + way[1] * STEP];
    work = null;
    arrange();
  });

  // ---- what the person does on the page: that something was pressed, and where
  const ours = (event) => event.composedPath().includes(host);
  const near = (event) => {
    if (!event.isTrusted || ours(event)) return;
    used = Date.now();
    const place = event.composedPath()[0];
    if (!given || !place || place.nodeType !== 1) return;
    const box = place.getBoundingClientRect();
    const rect = [box.left, box.top, box.width, box.height];
    const size = panel.getBoundingClientRect();
    const large = box.width * box.height > 0.3 * innerWidth * innerHeight;
    if (!large && overlap(size.left, size.top, size, rect)) { work = rect; arrange(); }
  };
  addEventListener('pointerdown', near, { capture: true, passive: true });
  addEventListener('focusin', near, { capture: true, passive: true });
  addEventListener('click', (event) => {
    if (!event.isTrusted || ours(event)) return;
    used = Date.now();
    if (target && event.composedPath().includes(target)) taps += 1;
  }, { capture: true, passive: true });
  addEventListener(call, (event) => { target = event.composedPath()[0]; arrange(); }, { capture: true });
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; arrange(); });
  };
  addEventListener('scroll', soon, { capture: true, passive: true });
  addEventListener('resize', soon, { passive: true });
  setInterval(arrange, 120);

  const scrollTo = () => {
    if (!target || !target.isConnected) return;
    const box = target.getBoundingClientRect();
    if (box.top >= 48 && box.bottom <= innerHeight - 48 && box.left >= 0 && box.right <= innerWidth) return;
    target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  };

  return {
    // Shows what is asked for (nothing for null) and tells what the person did since the last time.
    sync: (asked) => {
      given = asked;
      if (!given) {
        host.remove();
        target = null;
        last = '';
      } else {
        if (given.token !== token) { token = given.token; taps = 0; target = null; work = null; }
        if (given.kept) ({ folded, moved, corner } = given.kept);
        show();
        arrange();
      }
      return {
        pressed: pressed.splice(0), taps, used, folded, moved, corner, shown: host.isConnected,
        aimed: Boolean(target && target.isConnected), covered: isCovered(),
      };
    },
    scroll: scrollTo,
  };
}
