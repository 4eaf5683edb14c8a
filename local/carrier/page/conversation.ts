import { clockTime, el, icon, nameOf } from "@/local/carrier/page/dom";
import { samplePicture } from "@/local/carrier/page/sample-picture";
import type { MessageView, Names, PageUpdate, Text } from "@/local/carrier/page/state";

const STATUSES: Partial<Record<MessageView["status"], string>> = {
  received: "Sent",
  delivered: "Delivered",
  sent: "On its way",
};

/** What a phone and the account's numbers have written to each other, and a field to write on. */
export class Conversation {
  readonly root: HTMLElement;
  readonly #phoneNumber: string;
  readonly #list = el("ol", { class: "bubbles", "aria-label": "Messages", tabindex: "0" });
  readonly #to = el("select", { "aria-label": "Number to text" });
  readonly #body = el("textarea", { "aria-label": "Message", rows: "1", placeholder: "Message" });
  readonly #attach: HTMLButtonElement;
  #picture: { contentType: string; base64: string } | null = null;
  #key = "";

  constructor(phoneNumber: string, send: (text: Text) => Promise<boolean>) {
    this.#phoneNumber = phoneNumber;
    this.#attach = el(
      "button",
      {
        type: "button",
        class: "quiet round",
        title: "Attach a sample picture",
        "aria-label": "Attach a sample picture",
        "aria-pressed": "false",
        onclick: () => this.#toggle(),
      },
      icon("picture"),
    );
    const form = el(
      "form",
      {
        class: "compose",
        onsubmit: async (event) => {
          event.preventDefault();
          const media = this.#picture ? [this.#picture] : [];
          const body = this.#body.value;
          if (body.trim() === "" && media.length === 0) return;
          if (!(await send({ to: this.#to.value, body, media }))) return;
          this.#body.value = "";
          if (this.#picture) this.#toggle();
        },
      },
      this.#to,
      el(
        "div",
        { class: "writing" },
        this.#attach,
        this.#body,
        el("button", { type: "submit", class: "go round", "aria-label": "Send" }, icon("send")),
      ),
    );
    this.#body.addEventListener("keydown", (event) => {
      // Enter sends, as on a phone; digits typed here are no keys of a call.
      event.stopPropagation();
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.root = el("section", { class: "conversation", "aria-label": "Texts" }, this.#list, form);
  }

  /** Gives how many messages there are. */
  update({ messages, numbers, names }: PageUpdate, accountSid: string): number {
    const own = messages.filter(({ from, to, direction, status }) =>
      direction === "inbound"
        ? from === this.#phoneNumber
        : to === this.#phoneNumber && (status === "sent" || status === "delivered"),
    );
    const key = JSON.stringify([own, numbers]);
    if (key === this.#key) return own.length;
    this.#key = key;
    // One answers who wrote last.
    const chosen = accountSide(own.at(-1)) ?? this.#to.value;
    this.#to.replaceChildren(
      ...numbers.map(({ phoneNumber }) => {
        const { national } = nameOf(names, phoneNumber);
        return new Option(`To ${national}`, phoneNumber, false, phoneNumber === chosen);
      }),
    );
    this.#to.hidden = numbers.length < 2;
    this.#list.replaceChildren(...own.map((message) => bubble(message, names, accountSid)));
    this.#list.scrollTop = this.#list.scrollHeight;
    return own.length;
  }

  #toggle(): void {
    this.#picture = this.#picture ? null : samplePicture();
    this.#attach.setAttribute("aria-pressed", String(this.#picture !== null));
  }
}

/** The account's number in a message. */
function accountSide(message: MessageView | undefined): string | undefined {
  return message?.direction === "inbound" ? message.to : message?.from;
}

function bubble(message: MessageView, names: Names, accountSid: string): HTMLElement {
  const { direction, body, media, status, createdAt, isAutomatic } = message;
  const isMine = direction === "inbound";
  const time = clockTime(createdAt, { hour: "numeric", minute: "2-digit" });
  const { national } = nameOf(names, accountSide(message) ?? "");
  const facts = [
    isMine ? null : national,
    time,
    isAutomatic ? "Twilio's own answer" : isMine ? null : (STATUSES[status] ?? status),
  ];
  return el(
    "li",
    { class: isMine ? "bubble mine" : "bubble" },
    media.map(({ sid, contentType }) => {
      const src = `/control/accounts/${accountSid}/${sid}`;
      return contentType.startsWith("image/")
        ? el("img", { src, alt: "Picture" })
        : el("a", { href: src, target: "_blank" }, contentType);
    }),
    body && el("p", {}, body),
    el("small", {}, facts.filter(Boolean).join(" · ")),
  );
}
