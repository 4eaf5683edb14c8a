import { el, icon } from "@/local/carrier/page/dom";
import type { Action } from "@/local/carrier/page/state";

type Language = "en" | "ro";

type Trade = "salon" | "other";

/** What can be booked at a company, by its trade. */
const BOOKINGS: Record<Trade, Record<Language, string>> = {
  salon: { en: "I would like to book a haircut", ro: "Aș dori o programare la tuns" },
  other: { en: "I would like to book a consultation", ro: "Aș dori o programare" },
};

/** What the stand-in for a voice agent's provider understands, among other things. */
const SUGGESTIONS: Record<Language, string[]> = {
  en: [
    "Tomorrow at ten",
    "Yes please",
    "What about Friday afternoon",
    "When are you open",
    "Can I speak to a person",
    "Thank you goodbye",
  ],
  ro: [
    "Mâine la ora zece",
    "Da este bine",
    "Dar vineri la unsprezece",
    "Când sunteți deschis",
    "Vreau să vorbesc cu o persoană",
    "Mulțumesc la revedere",
  ],
};

/** For a phone whose sound is streamed: type or tap a sentence, which is spoken. */
export class Talk {
  readonly root: HTMLElement;
  readonly #suggestions = el("div", { class: "suggestions", role: "group", "aria-label": "Say" });
  readonly #language = el(
    "select",
    { "aria-label": "Language" },
    new Option("English", "en"),
    new Option("Română", "ro"),
  );
  readonly #trade: Trade;
  readonly #act: (action: Action) => void;
  readonly #listen: () => void;

  /** `company` is who is called; `listen` makes the call's sound heard, where it is not yet. */
  constructor(company: string, act: (action: Action) => void, listen: () => void) {
    this.#trade = company === "Casa Verde" ? "salon" : "other";
    this.#act = act;
    this.#listen = listen;
    const text = el("input", {
      type: "text",
      autocomplete: "off",
      maxlength: "300",
      placeholder: "Type what to say",
      "aria-label": "Type what to say",
    });
    // Digits that are typed here are no keys of the call.
    text.addEventListener("keydown", (event) => event.stopPropagation());
    this.#language.addEventListener("change", () => {
      localStorage.setItem("talk-language", this.#language.value);
      this.#suggest();
    });
    this.#language.value = localStorage.getItem("talk-language") === "ro" ? "ro" : "en";
    this.#suggest();
    this.root = el(
      "section",
      { class: "talk", "aria-label": "Talk" },
      this.#language,
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

  get #chosen(): Language {
    return this.#language.value === "ro" ? "ro" : "en";
  }

  #suggest(): void {
    this.#suggestions.replaceChildren(
      ...[BOOKINGS[this.#trade][this.#chosen], ...SUGGESTIONS[this.#chosen]].map((text) =>
        el("button", { type: "button", class: "chip", onclick: () => this.#speak(text) }, text),
      ),
    );
  }

  /** A click lets the page make sound: from the first word on, the answer is heard. */
  #speak(text: string): void {
    this.#listen();
    this.#act({ action: "say", text, language: this.#chosen });
  }
}
