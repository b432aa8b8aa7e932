// Counts what could still change this page: short timers, requests, recent changes of the document, open channels.
// Observes only: whatever the page calls gets the same arguments, `this`, result and errors as before.
(() => {
  'use strict';
  const KEY = Symbol.for('optout.activity');
  if (Object.prototype.hasOwnProperty.call(globalThis, KEY)) return;

  const LONGEST_DELAY = 3000; // ms; a later timer is no part of a page's loading
  const DEEPEST_CHAIN = 5; // a timer armed from timers deeper than this is a clock, not loading
  const YOUNG_INTERVAL = 2000; // ms; an older interval is a clock
  const MICROTASK_HOPS = 8; // how far `await`s after a timer still count as part of that timer
  const now = performance.now.bind(performance);
  const call = Reflect.apply;
  const nativeTimeout = globalThis.setTimeout;
  const laterMicrotask = globalThis.queueMicrotask.bind(globalThis);

  const timers = new Map(); // id -> time when due
  const intervals = new Map(); // id -> time when set
  const idles = new Set();
  const requests = new Map(); // key -> time when started
  const sockets = new Set();
  const workers = new Set();
  let depth = 0;
  let lastChange = now();
  const touch = () => { lastChange = now(); };

  function replace(owner, name, make) {
    const native = owner && owner[name];
    if (typeof native !== 'function') return;
    const wrapped = make(native);
    const shape = Object.getOwnPropertyDescriptor(owner, name) || { writable: true, configurable: true, enumerable: true };
    Object.defineProperty(wrapped, 'name', { value: native.name, configurable: true });
    Object.defineProperty(wrapped, 'length', { value: native.length, configurable: true });
    Object.defineProperty(owner, name, { ...shape, value: wrapped });
  }

  // Timers. The chain's depth stays for a few microtasks, since `await sleep(100)` in a loop re-arms in one of those.
  function leaveDepth(hops) {
    laterMicrotask(() => { if (hops > 0) leaveDepth(hops - 1); else depth = 0; });
  }

  function within(chain, handler, self, values) {
    depth = chain;
    touch();
    try {
      return call(handler, self, values);
    } finally {
      leaveDepth(MICROTASK_HOPS);
    }
  }

  replace(globalThis, 'setTimeout', (native) => function (...given) {
    const [handler, delay, ...values] = given;
    const wait = Math.max(0, Number(delay) || 0);
    const chain = depth + 1;
    if (wait > LONGEST_DELAY) return call(native, this, given);
    if (typeof handler !== 'function') { // text is compiled by the browser; a second timer says when it is over
      const id = call(native, this, given);
      if (chain <= DEEPEST_CHAIN) {
        timers.set(id, now() + wait);
        call(nativeTimeout, globalThis, [() => { timers.delete(id); touch(); }, wait]);
      }
      return id;
    }
    let id = 0;
    const run = function () {
      timers.delete(id);
      return within(chain, handler, this, values);
    };
    id = call(native, this, [run, delay]);
    if (chain <= DEEPEST_CHAIN) timers.set(id, now() + wait);
    return id;
  });
  // An interval is a clock, but a young one may be waiting for the data that it will show and then stop.
  replace(globalThis, 'setInterval', (native) => function (...given) {
    const id = call(native, this, given);
    if ((Number(given[1]) || 0) <= LONGEST_DELAY) intervals.set(id, now());
    return id;
  });
  for (const name of ['clearTimeout', 'clearInterval']) {
    replace(globalThis, name, (native) => function (...given) {
      timers.delete(Number(given[0]));
      intervals.delete(Number(given[0]));
      return call(native, this, given);
    });
  }

  replace(globalThis, 'requestIdleCallback', (native) => function (handler, ...rest) {
    if (typeof handler !== 'function') return call(native, this, [handler, ...rest]);
    let id = 0;
    const chain = depth + 1;
    const run = function (...values) {
      idles.delete(id);
      return within(chain, handler, this, values);
    };
    id = call(native, this, [run, ...rest]);
    if (chain <= DEEPEST_CHAIN) idles.add(id);
    return id;
  });
  replace(globalThis, 'cancelIdleCallback', (native) => function (...given) {
    idles.delete(Number(given[0]));
    return call(native, this, given);
  });

  // Promises. The page gets a promise that settles the same way and still reports a rejection that nobody handles.
  function counted(promise) {
    const key = {};
    const over = () => { requests.delete(key); touch(); };
    requests.set(key, now());
    return promise.then(
      (value) => { over(); return value; },
      (error) => { over(); throw error; },
    );
  }

  replace(globalThis, 'fetch', (native) => function (...given) { return counted(call(native, this, given)); });
  for (const name of ['json', 'text', 'blob', 'bytes', 'arrayBuffer', 'formData']) {
    replace(globalThis.Response && Response.prototype, name, (native) => function (...given) {
      return counted(call(native, this, given));
    });
  }

  // XMLHttpRequest keeps its class; only its methods say when they were called.
  const xhr = globalThis.XMLHttpRequest && XMLHttpRequest.prototype;
  const listen = EventTarget.prototype.addEventListener;
  const ended = function () { requests.delete(this); touch(); };
  replace(xhr, 'open', (native) => function (...given) {
    requests.delete(this);
    return call(native, this, given);
  });
  replace(xhr, 'send', (native) => function (...given) {
    call(listen, this, ['loadend', ended]);
    requests.set(this, now());
    try {
      return call(native, this, given);
    } catch (error) {
      requests.delete(this);
      throw error;
    } finally {
      if (this.readyState === 4) requests.delete(this);
    }
  });

  // Channels through which news can come at any time: while one is open, silence proves nothing.
  function watchMade(name, open, closers, closedBy) {
    const native = globalThis[name];
    if (typeof native !== 'function') return;
    const watched = new Proxy(native, {
      construct(target, given, newTarget) {
        const made = Reflect.construct(target, given, newTarget);
        open.add(made);
        // Until its first message a channel is like a request: the stored value may be what it is about to bring.
        if (name === 'WebSocket' || name === 'EventSource') {
          const key = {};
          requests.set(key, now());
          const heard = () => { requests.delete(key); touch(); };
          for (const event of ['message', 'error', 'close']) call(listen, made, [event, heard]);
        }
        for (const event of closedBy) call(listen, made, [event, () => { open.delete(made); touch(); }]);
        return made;
      },
    });
    Object.defineProperty(globalThis, name, { value: watched, writable: true, configurable: true, enumerable: false });
    try {
      native.prototype.constructor = watched;
    } catch {
      // a frozen prototype stays as it is
    }
    for (const closer of closers) {
      replace(native.prototype, closer, (method) => function (...given) {
        open.delete(this);
        return call(method, this, given);
      });
    }
  }
  watchMade('WebSocket', sockets, [], ['close']);
  watchMade('EventSource', sockets, ['close'], []);
  watchMade('Worker', workers, ['terminate'], []);
  watchMade('SharedWorker', workers, [], []);

  // The document, and every shadow root that a script makes.
  const changes = new MutationObserver(touch);
  const everything = { attributes: true, childList: true, characterData: true, subtree: true };
  changes.observe(document, everything);
  replace(globalThis.Element && Element.prototype, 'attachShadow', (native) => function (...given) {
    const root = call(native, this, given);
    changes.observe(root, everything);
    return root;
  });

  function snapshot() {
    const at = now();
    const ages = Array.from(requests.values(), (started) => at - started);
    const moving = document.getAnimations().filter((one) => {
      const left = one.playState === 'running' && one.effect
        ? one.effect.getComputedTiming().endTime - one.currentTime : 0;
      return left > 0 && left < LONGEST_DELAY;
    }).length;
    const young = Array.from(intervals.values()).filter((started) => at - started < YOUNG_INTERVAL).length;
    const due = Array.from(timers.values(), (time) => Math.max(0, time - at));
    return {
      pendingTimers: timers.size + idles.size + young,
      moving,
      nextTimerIn: due.length ? Math.min(...due) : null,
      pendingRequests: ages.length,
      oldestRequestAge: ages.length ? Math.max(...ages) : null,
      youngestRequestAge: ages.length ? Math.min(...ages) : null,
      requestAges: ages,
      lastChangeAge: at - lastChange,
      sockets: sockets.size,
      workers: workers.size,
      loading: document.readyState !== 'complete',
    };
  }
  Object.defineProperty(globalThis, KEY, { get: snapshot, enumerable: false, configurable: false });
  // First of all listeners for presses: a click of ours that must not reach the page is stopped here (see guard.js).
  const guarded = Symbol.for('optout.click');
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchstart']) {
    call(listen, globalThis, [type, (event) => {
      const guard = globalThis[guarded];
      if (guard && guard.check) guard.check(event);
    }, { capture: true, passive: false }]);
  }
  Object.defineProperty(globalThis, Symbol.for('optout.presses'), { value: true, enumerable: false });

  // For whoever watches: a timer that does not count as the page's own.
  const later = (handler, delay) => call(nativeTimeout, globalThis, [handler, delay]);
  Object.defineProperty(globalThis, Symbol.for('optout.later'), { value: later, enumerable: false, configurable: false });
})();
