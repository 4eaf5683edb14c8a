import { byId, el } from "@/local/carrier/page/dom";
import type { AccountView } from "@/local/carrier/page/state";

const COPIED_MS = 1500;

/** What an app asks for to work with the chosen account, and the way to a new one. */
export class AccountPanel {
  #root = byId("account-panel", HTMLDetailsElement);
  #list = byId("credentials", HTMLElement);
  #name = byId("new-account-name", HTMLInputElement);

  /** `make` takes a name and returns whether the account was created and selected. */
  constructor(make: (friendlyName: string) => Promise<boolean>) {
    byId("new-account", HTMLFormElement).addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      if (name === "" || !(await make(name))) return;
      this.#name.value = "";
      this.#root.open = true;
      this.#list.querySelector("button")?.focus();
    });
    document.addEventListener("click", (event) => {
      const { target } = event;
      if (!(target instanceof Element) || !target.isConnected) return;
      // Choosing another account beside it is no reason to close.
      if (!target.closest(".bar-side")) this.#root.open = false;
    });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#root.open = false;
      this.#root.querySelector("summary")?.focus();
    });
  }

  show({ sid, authToken, numbers }: AccountView): void {
    this.#list.replaceChildren(
      ...row("Account SID", sid),
      ...row("Auth Token", authToken),
      ...numbers.flatMap((number) => row("Number", number)),
    );
  }
}

function row(name: string, value: string): Node[] {
  const text = el("code", {}, value);
  const copy = el(
    "button",
    { type: "button", class: "quiet", "aria-label": `Copy ${name} ${value}` },
    "Copy",
  );
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value);
      copy.textContent = "Copied";
    } catch {
      // Only a page from this machine may write to the clipboard: the keyboard still can.
      getSelection()?.selectAllChildren(text);
      copy.textContent = "Selected";
    }
    setTimeout(() => {
      copy.textContent = "Copy";
    }, COPIED_MS);
  });
  return [el("dt", {}, name), el("dd", {}, text, copy)];
}
