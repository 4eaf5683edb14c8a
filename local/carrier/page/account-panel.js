import { el } from "/page/dom.js";

const COPIED_MS = 1500;

/** What an app asks for to work with the chosen account, and the way to a new one. */
export class AccountPanel {
  #root = document.getElementById("account-panel");
  #list = document.getElementById("credentials");
  #name = document.getElementById("new-account-name");

  /** `make` takes a name and tells whether there is now such an account, already chosen. */
  constructor(make) {
    document.getElementById("new-account").addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      if (name === "" || !(await make(name))) return;
      this.#name.value = "";
      this.#root.open = true;
      this.#list.querySelector("button")?.focus();
    });
    document.addEventListener("click", (event) => {
      // Choosing another account beside it is no reason to close.
      if (!event.target.closest?.(".bar-side") && event.target.isConnected) this.#root.open = false;
    });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#root.open = false;
      this.#root.querySelector("summary").focus();
    });
  }

  show({ sid, authToken, numbers }) {
    this.#list.replaceChildren(
      ...row("Account SID", sid),
      ...row("Auth Token", authToken),
      ...numbers.flatMap((number) => row("Number", number)),
    );
  }
}

function row(name, value) {
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
      getSelection().selectAllChildren(text);
      copy.textContent = "Selected";
    }
    setTimeout(() => {
      copy.textContent = "Copy";
    }, COPIED_MS);
  });
  return [el("dt", {}, name), el("dd", {}, text, copy)];
}
