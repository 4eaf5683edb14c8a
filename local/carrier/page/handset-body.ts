import { type Child, el, icon, nameOf } from "@/local/carrier/page/dom";
import type { Action, HandsetState, Names, PageUpdate } from "@/local/carrier/page/state";

type Numbers = PageUpdate["numbers"];
type Act = (action: Action) => void;

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/**
 * What one can do with a phone in its present state. `act` takes an action of the control API,
 * `togglePad` shows or hides the keys, `toggleTexts` what was written.
 */
export function handsetBody({
  handset,
  hasPad,
  numbers,
  names,
  act,
  togglePad,
  hasTexts,
  toggleTexts,
}: {
  handset: HandsetState;
  hasPad: boolean;
  numbers: Numbers;
  names: Names;
  act: Act;
  togglePad: () => void;
  hasTexts: boolean;
  toggleTexts: () => void;
}): Child[] {
  const toggle = [
    toggleButton("Keypad", "keypad", hasPad, togglePad),
    !/^(client|sips?):/.test(handset.phoneNumber) &&
      toggleButton("Texts", "text", hasTexts, toggleTexts),
  ];
  if (handset.state === "idle") {
    return hasPad ? [dialForm(numbers, act, toggle)] : [quickCall(numbers, names, act, toggle)];
  }
  const { label, national } = nameOf(names, handset.peer ?? "");
  const peer = el("p", { class: "peer" }, label && el("span", {}, label), national);
  if (handset.state === "ringing") {
    return [
      peer,
      el(
        "div",
        { class: "actions" },
        button("Answer", "go", "answer", () => act({ action: "answer" })),
        button("Decline", "danger", "hangup", () => act({ action: "decline" })),
      ),
    ];
  }
  const isUp = handset.state === "in-call";
  return [
    peer,
    handset.hears ? el("p", { class: "hears" }, `“${handset.hears}”`) : null,
    isUp && hasPad ? pad((digits) => act({ action: "press", digits })) : null,
    el(
      "div",
      { class: "actions" },
      isUp && toggle,
      button("Hang up", "danger", "hangup", () => act({ action: "hangup" })),
    ),
  ];
}

/** One touch for the account's first number. */
function quickCall([first]: Numbers, names: Names, act: Act, toggle: Child) {
  const call = () => first && act({ action: "dial", to: first.phoneNumber });
  const national = first ? nameOf(names, first.phoneNumber).national : "";
  return el(
    "div",
    { class: "actions" },
    first &&
      el(
        "button",
        { type: "button", class: "call", "aria-label": `Call ${national}`, onclick: call },
        icon("answer"),
        "Call",
        el("span", { class: "number" }, national),
      ),
    toggle,
  );
}

function dialForm(numbers: Numbers, act: Act, toggle: Child) {
  const input = el("input", {
    type: "tel",
    class: "dial",
    autocomplete: "off",
    "aria-label": "Number to dial",
    value: numbers[0]?.phoneNumber ?? "",
  });
  const hidden = el("input", { type: "checkbox" });
  const forwarder = el("input", {
    type: "tel",
    class: "forwarder",
    autocomplete: "off",
    placeholder: "Forwarded from (optional)",
    "aria-label": "Number that forwards the call, if any",
  });
  return el(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        const to = wholeNumber(input.value);
        const forwardedFrom = forwarder.value.trim() && wholeNumber(forwarder.value);
        act({
          action: "dial",
          to,
          ...(hidden.checked && { callerId: "anonymous" }),
          ...(forwardedFrom && { forwardedFrom }),
        });
      },
    },
    input,
    pad((digit) => {
      input.value += digit;
    }),
    el("label", { class: "check" }, hidden, "Hide my number"),
    forwarder,
    el(
      "div",
      { class: "actions" },
      el("button", { type: "submit", class: "go" }, icon("answer"), "Call"),
      toggle,
    ),
  );
}

function toggleButton(
  name: string,
  symbol: Parameters<typeof icon>[0],
  isShown: boolean,
  toggle: () => void,
) {
  return el(
    "button",
    {
      type: "button",
      class: "quiet round",
      "aria-pressed": String(isShown),
      "aria-label": name,
      title: name,
      onclick: toggle,
    },
    icon(symbol),
  );
}

function button(
  text: string,
  kind: string,
  symbol: Parameters<typeof icon>[0],
  onclick: () => void,
) {
  return el("button", { type: "button", class: kind, onclick }, icon(symbol), text);
}

function pad(press: (digit: string) => void) {
  return el(
    "div",
    { class: "pad" },
    KEYS.map((digit) =>
      el("button", { type: "button", "data-digit": digit, onclick: () => press(digit) }, digit),
    ),
  );
}

/** E.164 for what was typed; ten digits are a US number. Addresses of browsers and SIP stay. */
export function wholeNumber(text: string): string {
  if (/^(client|sips?):/.test(text.trim())) return text.trim();
  const digits = text.replace(/[^\d+]/g, "");
  if (digits.startsWith("+")) return digits;
  return `+${digits.length === 10 ? "1" : ""}${digits}`;
}
