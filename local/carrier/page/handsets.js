import { el, minutes, nameOf } from "/page/dom.js";
import { handsetBody, KEYS } from "/page/handset-body.js";

const STATES = {
  idle: "Idle",
  calling: "Calling",
  ringing: "Incoming call",
  "in-call": "In call",
};

const IDLE_SHOWN = 12;

/** The phones: those in use as cards, the others below, used last first, then as declared. */
export class HandsetGrid {
  #inUse = document.getElementById("in-use");
  #idleList = document.getElementById("idle");
  #more = document.getElementById("more-handsets");
  #showsAll = false;
  #empty = document.getElementById("no-handsets");
  #announce = document.getElementById("announce");
  #cards = new Map();
  #act;
  #wanted = "";
  #forward = [];
  #update = null;
  #skew = 0;

  constructor(act) {
    this.#act = act;
    setInterval(() => this.#tick(), 500);
    this.#more.addEventListener("click", () => {
      this.#showsAll = true;
      this.#arrange();
    });
  }

  clear() {
    this.#cards.clear();
    this.#inUse.replaceChildren();
    this.#idleList.replaceChildren();
    this.#forward = [];
    this.#update = null;
  }

  find(text) {
    this.#wanted = text.trim().toLowerCase();
    this.#arrange();
  }

  bringForward(number) {
    this.#forward = [number, ...this.#forward.filter((other) => other !== number)];
    this.#arrange();
  }

  update(update) {
    this.#update = update;
    this.#skew = update.now - Date.now();
    for (const handset of update.handsets) {
      const card = this.#cards.get(handset.phoneNumber) ?? this.#add(handset.phoneNumber);
      this.#show(card, handset);
    }
    this.#arrange();
    this.#tick();
  }

  #add(phoneNumber) {
    const card = {
      phoneNumber,
      handset: null,
      key: "",
      hasPad: false,
      // Focusable by a click on any part of it, so that the keyboard then types its keys.
      root: el("article", { class: "handset", tabindex: "-1" }),
    };
    card.root.addEventListener("keydown", (event) => this.#type(card, event));
    this.#cards.set(phoneNumber, card);
    return card;
  }

  #show(card, handset) {
    const key = JSON.stringify([handset, this.#update.numbers]);
    if (card.key === key) return;
    const before = card.handset;
    const focused = card.root.contains(document.activeElement) ? document.activeElement : null;
    const { label, national } = nameOf(this.#update.names, handset.phoneNumber);
    if (before && before.state !== handset.state) {
      card.hasPad = handset.state === "in-call";
      if (handset.state !== "idle") this.bringForward(handset.phoneNumber);
      if (handset.state === "ringing") {
        this.#announce.textContent = `${label ?? national} is ringing`;
      }
    }
    if (!before && handset.state === "in-call") card.hasPad = true;
    card.key = key;
    card.handset = handset;
    card.root.dataset.state = handset.state;
    card.root.dataset.pad = String(card.hasPad);
    card.root.replaceChildren(
      el(
        "header",
        {},
        el(
          "div",
          { class: "who" },
          el("h3", {}, label ?? national),
          label && el("p", {}, national),
        ),
        el("p", { class: "state" }, el("span", { class: "timer" }), STATES[handset.state]),
      ),
      ...this.#body(card, handset),
    );
    if (focused) refocus(card.root, focused);
  }

  /** In a call, the computer's keys are the phone's. */
  #type(card, event) {
    if (card.handset?.state !== "in-call" || !KEYS.includes(event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    const key = card.root.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
    key?.animate([{ filter: "brightness(0.8)" }, {}], 250);
    this.#act(card.phoneNumber, { action: "press", digits: event.key });
  }

  #body(card, handset) {
    return handsetBody({
      handset,
      hasPad: card.hasPad,
      numbers: this.#update.numbers,
      names: this.#update.names,
      act: (action) => this.#act(card.phoneNumber, action),
      togglePad: () => {
        card.hasPad = !card.hasPad;
        card.key = "";
        this.#show(card, card.handset);
        this.#tick();
      },
    }).filter(Boolean);
  }

  #arrange() {
    const place = (card) => {
      const recent = this.#forward.indexOf(card.phoneNumber);
      return recent < 0 ? this.#forward.length : recent;
    };
    const found = [...this.#cards.values()].filter(
      (card) => card.handset && (card.handset.state !== "idle" || this.#matches(card)),
    );
    const inUse = found.filter((card) => card.handset.state !== "idle");
    const idle = found
      .filter((card) => card.handset.state === "idle")
      .sort((one, other) => place(one) - place(other));
    const shown = this.#showsAll || this.#wanted ? idle : idle.slice(0, IDLE_SHOWN);
    fill(this.#inUse, inUse);
    fill(this.#idleList, shown);
    this.#more.hidden = shown.length === idle.length;
    this.#more.textContent = `Show all ${idle.length} phones`;
    this.#empty.hidden = found.length > 0;
    this.#empty.textContent = this.#wanted
      ? "No phone matches. Add it as a new one to dial from that number."
      : "No phones yet. They appear when they are rung, or add one by its number.";
  }

  #matches(card) {
    if (!this.#wanted) return true;
    const { label, national } = nameOf(this.#update.names, card.phoneNumber);
    const digits = this.#wanted.replace(/\D/g, "");
    return (
      (label ?? "").toLowerCase().includes(this.#wanted) ||
      national.includes(this.#wanted) ||
      (digits !== "" && card.phoneNumber.includes(digits))
    );
  }

  #tick() {
    const now = this.#update?.isRealTime ? Date.now() + this.#skew : this.#update?.now;
    for (const { handset, root } of this.#cards.values()) {
      const timer = root.querySelector(".timer");
      if (!timer) continue;
      const isUp = handset.state === "in-call" && handset.since !== null;
      timer.textContent = isUp ? minutes((now - handset.since) / 1000) : "";
    }
  }
}

/** Moving an element takes its focus away, so only a changed order is applied. */
function fill(list, cards) {
  const nodes = cards.map((card) => card.root);
  const isSame =
    nodes.length === list.children.length &&
    nodes.every((node, index) => node === list.children[index]);
  if (isSame) return;
  const focused = document.activeElement;
  list.replaceChildren(...nodes);
  if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
}

/** Keeps a keyboard user on the same key, or at the first thing to do in the new state. */
function refocus(root, before) {
  const digit = before.dataset.digit;
  const same = digit && root.querySelector(`[data-digit="${CSS.escape(digit)}"]`);
  const label = before.getAttribute("aria-label");
  const alike = label && root.querySelector(`[aria-label="${CSS.escape(label)}"]`);
  (same || alike || root.querySelector("button"))?.focus();
}
