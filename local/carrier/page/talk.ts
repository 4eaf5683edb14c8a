import { el, icon } from "@/local/carrier/page/dom";
import { listenTo } from "@/local/carrier/page/ear";
import type { Action, HandsetState } from "@/local/carrier/page/state";

type Language = "en" | "ro";

/** What the stand-in for a voice agent's provider understands, among other things. */
const SUGGESTIONS: Record<Language, string[]> = {
  en: [
    "I would like to book a consultation",
    "Tomorrow at ten",
    "Yes please",
    "What about Friday afternoon",
    "When are you open",
    "Can I speak to a person",
    "Thank you goodbye",
  ],
  ro: [
    "Aș dori o programare la tuns",
    "Mâine la ora zece",
    "Da este bine",
    "Dar vineri la unsprezece",
    "Când sunteți deschis",
    "Vreau să vorbesc cu o persoană",
    "Mulțumesc la revedere",
  ],
};

/** For a phone whose sound is streamed: type or tap a sentence, which is spoken, and listen. */
export class Talk {
  readonly root: HTMLElement;
  readonly #suggestions = el("div", { class: "suggestions", role: "group", "aria-label": "Say" });
  readonly #language = el(
    "select",
    { "aria-label": "Language" },
    new Option("English", "en"),
    new Option("Română", "ro"),
  );
  readonly #listen: HTMLButtonElement;
  readonly #act: (action: Action) => void;
  #accountSid = "";
  #callSid: string | null = null;
  #stop: (() => void) | null = null;

  constructor(act: (action: Action) => void) {
    this.#act = act;
    const text = el("input", {
      type: "text",
      autocomplete: "off",
      maxlength: "300",
      placeholder: "Type what to say",
      "aria-label": "Type what to say",
    });
    // Digits that are typed here are no keys of the call.
    text.addEventListener("keydown", (event) => event.stopPropagation());
    this.#listen = el(
      "button",
      { type: "button", class: "quiet", "aria-pressed": "false", onclick: () => this.#toggle() },
      "Listen",
    );
    this.#language.addEventListener("change", () => {
      localStorage.setItem("talk-language", this.#language.value);
      this.#suggest();
    });
    this.#language.value = localStorage.getItem("talk-language") === "ro" ? "ro" : "en";
    this.#suggest();
    this.root = el(
      "section",
      { class: "talk", "aria-label": "Talk" },
      el("div", { class: "ear" }, this.#language, this.#listen),
      this.#suggestions,
      el(
        "form",
        {
          class: "writing",
          onsubmit: (event) => {
            event.preventDefault();
            if (text.value.trim() === "") return;
            this.#speak(text.value);
            text.value = "";
          },
        },
        text,
        el("button", { type: "submit", class: "go round", "aria-label": "Say it" }, icon("send")),
      ),
    );
  }

  update({ isStreamed, callSid }: HandsetState, accountSid: string): void {
    this.#accountSid = accountSid;
    const heard = isStreamed ? callSid : null;
    if (heard !== this.#callSid) this.#quiet();
    this.#callSid = heard;
  }

  get #chosen(): Language {
    return this.#language.value === "ro" ? "ro" : "en";
  }

  #suggest(): void {
    this.#suggestions.replaceChildren(
      ...SUGGESTIONS[this.#chosen].map((text) =>
        el("button", { type: "button", class: "chip", onclick: () => this.#speak(text) }, text),
      ),
    );
  }

  /** A click lets the page make sound: from the first word on, the answer is heard. */
  #speak(text: string): void {
    if (!this.#stop) this.#toggle();
    this.#act({ action: "say", text, language: this.#chosen });
  }

  #toggle(): void {
    if (this.#stop) {
      this.#quiet();
      return;
    }
    if (this.#callSid === null) return;
    this.#stop = listenTo(this.#accountSid, this.#callSid);
    this.#listen.setAttribute("aria-pressed", "true");
  }

  #quiet(): void {
    this.#stop?.();
    this.#stop = null;
    this.#listen.setAttribute("aria-pressed", "false");
  }
}
