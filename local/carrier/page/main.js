import { AccountPanel } from "/page/account-panel.js";
import { CallList } from "/page/calls.js";
import { wholeNumber } from "/page/handset-body.js";
import { HandsetGrid } from "/page/handsets.js";

const accountSelect = document.getElementById("account");
const connection = document.getElementById("connection");
const problem = document.getElementById("problem");
const finder = document.getElementById("new-number");

let accounts = [];
let accountSid = null;
let source = null;
let hideProblem = 0;

async function ask(method, path, body) {
  const response = await fetch(`/control/accounts${path}`, {
    method,
    ...(body && {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The carrier answered ${response.status}`);
  return answer;
}

function showProblem(text) {
  problem.textContent = text;
  problem.hidden = false;
  clearTimeout(hideProblem);
  hideProblem = setTimeout(() => {
    problem.hidden = true;
  }, 6000);
}

async function act(number, action) {
  try {
    await ask("POST", `/${accountSid}/handsets/${encodeURIComponent(number)}`, action);
  } catch (error) {
    showProblem(error instanceof TypeError ? "The carrier cannot be reached." : error.message);
  }
}

const grid = new HandsetGrid(act);
const calls = new CallList();
const panel = new AccountPanel(makeAccount);

function show(state, text) {
  connection.dataset.state = state;
  connection.textContent = text;
}

function watch(sid) {
  source?.close();
  accountSid = sid;
  localStorage.setItem("account", sid);
  grid.clear();
  calls.clear(sid);
  panel.show(accounts.find((account) => account.sid === sid));
  source = new EventSource(`/control/accounts/${sid}/events`);
  let isFirst = true;
  source.onopen = () => {
    isFirst = true;
    show("live", "Live");
  };
  source.onerror = () => {
    show("lost", "Reconnecting");
    // A carrier that has started over may not know the account yet, which ends the source.
    if (source.readyState === EventSource.CLOSED) setTimeout(start, 2000);
  };
  source.onmessage = (event) => {
    const update = JSON.parse(event.data);
    if (isFirst) calls.clear(sid);
    isFirst = false;
    grid.update(update);
    calls.update(update);
  };
}

/** Fills the choice of accounts; takes this one, or the first where it is not known. */
async function choose(wanted) {
  accounts = await ask("GET", "");
  accountSelect.replaceChildren(
    ...accounts.map(({ sid, friendlyName }) => new Option(friendlyName, sid)),
  );
  const chosen = accounts.find(({ sid }) => sid === wanted) ?? accounts[0];
  if (!chosen) throw new Error("No accounts yet");
  accountSelect.value = chosen.sid;
  watch(chosen.sid);
}

async function makeAccount(friendlyName) {
  try {
    const made = await ask("POST", "/new", { friendlyName });
    await choose(made.sid);
    return true;
  } catch (error) {
    showProblem(error instanceof TypeError ? "The carrier cannot be reached." : error.message);
    return false;
  }
}

async function start() {
  try {
    await choose(localStorage.getItem("account"));
  } catch (error) {
    show("lost", error instanceof TypeError ? "Reconnecting" : error.message);
    setTimeout(start, 2000);
  }
}

accountSelect.addEventListener("change", () => watch(accountSelect.value));
finder.addEventListener("input", () => grid.find(finder.value));

document.getElementById("new-handset").addEventListener("submit", async (event) => {
  event.preventDefault();
  const number = wholeNumber(finder.value);
  if (!/^\+[1-9]\d{6,14}$/.test(number)) {
    showProblem("Type a whole number, such as (206) 555-0199 or +442079460123.");
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
    showProblem(error.message);
  }
});

start();
