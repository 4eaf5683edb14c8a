import { Conversation } from "@/local/carrier/page/conversation";
import { byId, el, minutes, nameOf } from "@/local/carrier/page/dom";
import { isFound } from "@/local/carrier/page/find";
import { fill, refocus } from "@/local/carrier/page/focus";
import { handsetBody, KEYS } from "@/local/carrier/page/handset-body";
import { HandsetSound, type Offer } from "@/local/carrier/page/sound";
import type { Action, HandsetState, PageUpdate, Text } from "@/local/carrier/page/state";
import { Talk } from "@/local/carrier/page/talk";

type Act = (phoneNumber: string, action: Action) => void;
/** Gives whether it was sent. */
type Send = (phoneNumber: string, text: Text) => Promise<boolean>;

type Card = {
  phoneNumber: string;
  handset: HandsetState | null;
  key: string;
  hasPad: boolean;
  hasTexts: boolean;
  texts: number;
  conversation: Conversation;
  talk: Talk;
  sound: HandsetSound;
  root: HTMLElement;
};

const STATES = {
  idle: "Idle",
  calling: "Calling",
  ringing: "Incoming call",
  "in-call": "In call",
};

const IDLE_SHOWN = 12;

/** The phones: those in use as cards, the others below, used last first, then as declared. */
export class HandsetGrid {
  #inUse = byId("in-use", HTMLElement);
  #idleList = byId("idle", HTMLElement);
  #more = byId("more-handsets", HTMLButtonElement);
  #showsAll = false;
  #empty = byId("no-handsets", HTMLElement);
  #announce = byId("announce", HTMLElement);
  #cards = new Map<string, Card>();
  #act: Act;
  #send: Send;
  #offer: Offer;
  #fail: (error: unknown) => void;
  #accountSid = "";
  #company = "";
  #wanted = "";
  #forward: string[] = [];
  #update: PageUpdate | null = null;
  #skew = 0;

  constructor(does: { act: Act; send: Send; offer: Offer; fail: (error: unknown) => void }) {
    this.#act = does.act;
    this.#send = does.send;
    this.#offer = does.offer;
    this.#fail = does.fail;
    setInterval(() => this.#tick(), 500);
    this.#more.addEventListener("click", () => {
      this.#showsAll = true;
      this.#arrange();
    });
  }

  clear({ sid, friendlyName }: { sid: string; friendlyName: string }) {
    this.#accountSid = sid;
    this.#company = friendlyName;
    for (const { sound } of this.#cards.values()) sound.end();
    this.#cards.clear();
    this.#inUse.replaceChildren();
    this.#idleList.replaceChildren();
    this.#forward = [];
    this.#update = null;
  }

  find(text: string): void {
    this.#wanted = text.trim().toLowerCase();
    this.#arrange();
  }

  bringForward(number: string): void {
    this.#forward = [number, ...this.#forward.filter((other) => other !== number)];
    this.#arrange();
  }

  update(update: PageUpdate): void {
    this.#update = update;
    this.#skew = update.now - Date.now();
    for (const handset of update.handsets) {
      const card = this.#cards.get(handset.phoneNumber) ?? this.#add(handset.phoneNumber);
      this.#readTexts(card, update);
      this.#show(card, handset, update);
    }
    this.#arrange();
    this.#tick();
  }

  #add(phoneNumber: string): Card {
    const sound = new HandsetSound(this.#offer, this.#fail);
    const act = (action: Action) => this.#act(phoneNumber, action);
    const card: Card = {
      phoneNumber,
      handset: null,
      key: "",
      hasPad: false,
      hasTexts: false,
      texts: -1,
      conversation: new Conversation(phoneNumber, (text) => this.#send(phoneNumber, text)),
      talk: new Talk(this.#company, act, () => sound.listen()),
      sound,
      // Focusable by a click on any part of it, so that the keyboard then types its keys.
      root: el("article", { class: "handset", tabindex: "-1" }),
    };
    card.root.addEventListener("keydown", (event) => this.#type(card, event));
    this.#cards.set(phoneNumber, card);
    return card;
  }

  /** A text that comes in while the page is open opens the conversation. */
  #readTexts(card: Card, update: PageUpdate): void {
    const before = card.texts;
    card.texts = card.conversation.update(update, this.#accountSid);
    if (before < 0 || card.texts <= before) return;
    if (!card.hasTexts) card.key = "";
    card.hasTexts = true;
    this.bringForward(card.phoneNumber);
    const { label, national } = nameOf(update.names, card.phoneNumber);
    this.#announce.textContent = `${label ?? national} has a text`;
  }

  #show(card: Card, handset: HandsetState, { numbers, names }: PageUpdate): void {
    const key = JSON.stringify([handset, numbers]);
    if (card.key === key) return;
    card.sound.update(handset);
    const before = card.handset;
    const focused = card.root.contains(document.activeElement) ? document.activeElement : null;
    const { label, national } = nameOf(names, handset.phoneNumber);
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
    );
    card.root.dataset.texts = String(card.hasTexts);
    card.root.append(...this.#body(card, handset, numbers, names));
    if (handset.isStreamed) card.root.append(card.talk.root);
    if (card.sound.isUseful) card.root.append(card.sound.root);
    if (card.hasTexts) card.root.append(card.conversation.root);
    if (focused) refocus(card.root, focused);
  }

  /** In a call, the computer's keys are the phone's. */
  #type(card: Card, event: KeyboardEvent): void {
    if (card.handset?.state !== "in-call" || !KEYS.includes(event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    const key = card.root.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
    key?.animate([{ filter: "brightness(0.8)" }, {}], 250);
    this.#act(card.phoneNumber, { action: "press", digits: event.key });
  }

  #body(
    card: Card,
    handset: HandsetState,
    numbers: PageUpdate["numbers"],
    names: PageUpdate["names"],
  ): Node[] {
    const body = handsetBody({
      handset,
      hasPad: card.hasPad,
      numbers,
      names,
      act: (action) => this.#act(card.phoneNumber, action),
      togglePad: () => {
        card.hasPad = !card.hasPad;
        this.#showAgain(card);
      },
      hasTexts: card.hasTexts,
      toggleTexts: () => {
        card.hasTexts = !card.hasTexts;
        this.#showAgain(card);
        if (card.hasTexts) card.conversation.root.querySelector("textarea")?.focus();
      },
    });
    return body.filter((part) => part instanceof Node);
  }

  #showAgain(card: Card): void {
    card.key = "";
    if (card.handset && this.#update) this.#show(card, card.handset, this.#update);
    this.#tick();
  }

  #arrange() {
    const place = (card: Card) => {
      const recent = this.#forward.indexOf(card.phoneNumber);
      return recent < 0 ? this.#forward.length : recent;
    };
    const found = [...this.#cards.values()].filter(
      ({ handset }) =>
        handset && (handset.state !== "idle" || isFound(handset, this.#wanted, this.#update)),
    );
    const inUse = found.filter((card) => card.handset?.state !== "idle");
    const idle = found
      .filter((card) => card.handset?.state === "idle")
      .sort((one, other) => place(one) - place(other));
    const shown = this.#showsAll || this.#wanted ? idle : idle.slice(0, IDLE_SHOWN);
    fill(this.#inUse, rootsOf(inUse));
    fill(this.#idleList, rootsOf(shown));
    this.#more.hidden = shown.length === idle.length;
    this.#more.textContent = `Show all ${idle.length} phones`;
    this.#empty.hidden = found.length > 0;
    this.#empty.textContent = this.#wanted
      ? "No phone matches. Add it as a new one to dial from that number."
      : "No phones yet. They appear when they are rung, or add one by its number.";
  }

  #tick() {
    if (!this.#update) return;
    const now = this.#update.isRealTime ? Date.now() + this.#skew : this.#update.now;
    for (const { handset, root } of this.#cards.values()) {
      const timer = root.querySelector(".timer");
      if (!timer) continue;
      const since = handset?.state === "in-call" ? handset.since : null;
      timer.textContent = since === null ? "" : minutes((now - since) / 1000);
    }
  }
}

function rootsOf(cards: Card[]): HTMLElement[] {
  return cards.map(({ root }) => root);
}
