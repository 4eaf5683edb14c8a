import { AccountPanel } from "@/local/carrier/page/account-panel";
import { CallList } from "@/local/carrier/page/calls";
import { byId } from "@/local/carrier/page/dom";
import { wholeNumber } from "@/local/carrier/page/handset-body";
import { HandsetGrid } from "@/local/carrier/page/handsets";
import type { AccountView, Action, PageUpdate, Text } from "@/local/carrier/page/state";

const accountSelect = byId("account", HTMLSelectElement);
const connection = byId("connection", HTMLElement);
const problem = byId("problem", HTMLElement);
const finder = byId("new-number", HTMLInputElement);

let accounts: AccountView[] = [];
let accountSid = "";
let source: EventSource | null = null;
let hideProblem: ReturnType<typeof setTimeout> | undefined;

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/control/accounts${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The carrier answered ${response.status}`);
  return answer;
}

function showProblem(error: unknown): void {
  const text = problemOf(error);
  problem.textContent = text;
  problem.hidden = false;
  clearTimeout(hideProblem);
  hideProblem = setTimeout(() => {
    problem.hidden = true;
  }, 6000);
}

function problemOf(error: unknown): string {
  if (error instanceof TypeError) return "The carrier cannot be reached.";
  return error instanceof Error ? error.message : String(error);
}

async function act(number: string, action: Action): Promise<void> {
  try {
    await ask("POST", `/${accountSid}/handsets/${encodeURIComponent(number)}`, action);
  } catch (error) {
    showProblem(error);
  }
}

async function send(number: string, text: Text): Promise<boolean> {
  try {
    await ask("POST", `/${accountSid}/handsets/${encodeURIComponent(number)}/messages`, text);
    return true;
  } catch (error) {
    showProblem(error);
    return false;
  }
}

async function offer(callSid: string, sdp: string): Promise<string> {
  const path = `/${accountSid}/calls/${callSid}/sound`;
  return (await ask<{ sdp: string }>("POST", path, { sdp })).sdp;
}

const grid = new HandsetGrid({ act, send, offer, fail: showProblem });
const calls = new CallList();
const panel = new AccountPanel(makeAccount);

function show(state: "live" | "lost", text: string): void {
  connection.dataset.state = state;
  connection.textContent = text;
}

function watch(account: AccountView): void {
  const { sid } = account;
  source?.close();
  accountSid = sid;
  localStorage.setItem("account", sid);
  grid.clear(account);
  calls.clear(sid);
  panel.show(account);
  const opened = new EventSource(`/control/accounts/${sid}/events`);
  source = opened;
  let isFirst = true;
  opened.onopen = () => {
    isFirst = true;
    show("live", "Live");
  };
  opened.onerror = () => {
    show("lost", "Reconnecting");
    // A carrier that has started over may not know the account yet, which ends the source.
    if (opened.readyState === EventSource.CLOSED) setTimeout(start, 2000);
  };
  opened.onmessage = (event) => {
    const update: PageUpdate = JSON.parse(event.data);
    if (isFirst) calls.clear(sid);
    isFirst = false;
    grid.update(update);
    calls.update(update);
  };
}

/** Fills the choice of accounts; takes this one, or the first where it is not known. */
async function choose(wanted: string | null): Promise<void> {
  accounts = await ask("GET", "");
  accountSelect.replaceChildren(
    ...accounts.map(({ sid, friendlyName }) => new Option(friendlyName, sid)),
  );
  const chosen = accounts.find(({ sid }) => sid === wanted) ?? accounts[0];
  if (!chosen) throw new Error("No accounts yet");
  accountSelect.value = chosen.sid;
  watch(chosen);
}

async function makeAccount(friendlyName: string): Promise<boolean> {
  try {
    const made = await ask<{ sid: string }>("POST", "/new", { friendlyName });
    await choose(made.sid);
    return true;
  } catch (error) {
    showProblem(error);
    return false;
  }
}

async function start() {
  try {
    await choose(localStorage.getItem("account"));
  } catch (error) {
    show("lost", error instanceof TypeError ? "Reconnecting" : problemOf(error));
    setTimeout(start, 2000);
  }
}

accountSelect.addEventListener("change", () => {
  const chosen = accounts.find(({ sid }) => sid === accountSelect.value);
  if (chosen) watch(chosen);
});
finder.addEventListener("input", () => grid.find(finder.value));

byId("new-handset", HTMLFormElement).addEventListener("submit", async (event) => {
  event.preventDefault();
  const number = wholeNumber(finder.value);
  if (!/^(\+[1-9]\d{6,14}$|client:\S|sips?:\S)/.test(number)) {
    showProblem(
      new Error("Type a whole number, such as (206) 555-0199, or an address such as client:ana."),
    );
    return;
  }
  try {
    await ask("POST", `/${accountSid}/handsets/${encodeURIComponent(number)}/script`, {
      behaviour: "manual",
    });
    finder.value = "";
    grid.find("");
    grid.bringForward(number);
  } catch (error) {
    showProblem(error);
  }
});

start();
