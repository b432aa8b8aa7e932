"use strict";
// What every page here needs: its sections, the settings that the server holds, and the wiring of ordinary controls.
// A page that lies wires its control itself (`data-own`).
const meta = (name) => document.querySelector(`meta[name=${name}]`).content;

const site = {
  stored: JSON.parse(meta("stored")),
  delay: Number(meta("delay")),

  find: (name, root = document) => root.querySelector(`[data-setting=${name}]`),
  fresh: async () => (await fetch("/api/settings")).json(),
  store: (name, on) =>
    fetch("/api/settings", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ [name]: on }),
    }),

  /** Show the section of that route, or the first one. */
  go(route) {
    const sections = [...document.querySelectorAll("[data-route]")];
    const wanted = sections.find((section) => section.dataset.route === route) ?? sections[0];
    for (const section of sections) section.hidden = section !== wanted;
  },

  isOn(control) {
    if (control.type === "checkbox") return control.checked;
    if (control.type === "radio" || control.localName === "select") return control.value === "on";
    if (control.dataset.value) return control.dataset.value === "on";
    if (control.dataset.on) return control.textContent === control.dataset.on;
    return (control.getAttribute("aria-checked") ?? control.getAttribute("aria-pressed")) === "true";
  },

  show(control, on) {
    const value = on ? "on" : "off";
    if (control.type === "checkbox") control.checked = on;
    else if (control.type === "radio") control.checked = control.value === value;
    else if (control.localName === "select") control.value = value;
    else if (control.dataset.value) control.setAttribute("aria-pressed", String(control.dataset.value === value));
    else if (control.dataset.on) control.textContent = on ? control.dataset.on : control.dataset.off;
    else control.setAttribute(control.role === "switch" ? "aria-checked" : "aria-pressed", String(on));
  },

  showAll(name, on, root = document) {
    for (const control of root.querySelectorAll(`[data-setting=${name}]`)) site.show(control, on);
  },

  /** Call `act(on)` with the state that the person asks for; inputs have changed by then, buttons have not. */
  onAsk(control, act) {
    const native = ["input", "select"].includes(control.localName);
    const isChoice = native || control.dataset.value;
    control.addEventListener(native ? "change" : "click", () => act(site.isOn(control) === Boolean(isChoice)));
  },

  /** An honest control: shows what is stored, stores what is asked for, takes it back when that fails. */
  wire(control, root = document) {
    site.show(control, site.stored[control.dataset.setting]);
    site.onAsk(control, async (on) => {
      const name = control.dataset.setting;
      site.showAll(name, on, root);
      const answer = await site.store(name, on);
      if (!answer.ok) site.showAll(name, !on, root);
    });
  },

  wireAll(root = document) {
    for (const control of root.querySelectorAll("[data-setting]:not([data-own])")) site.wire(control, root);
  },
};

for (const link of document.querySelectorAll("[data-go]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    site.go(link.dataset.go);
  });
}
site.go(location.pathname);
site.wireAll();
