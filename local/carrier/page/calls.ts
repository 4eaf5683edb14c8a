import { byId, clockTime, el, minutes, shortName } from "@/local/carrier/page/dom";
import { entryRow } from "@/local/carrier/page/entries";
import type { CallView, LogEntry, Names, PageUpdate } from "@/local/carrier/page/state";

type Group = { root: HTMLDetailsElement; head: HTMLElement; list: HTMLElement; key: string };

const SHOWN = 40;

/** Conversations, newest first, each with what the carrier did for it. */
export class CallList {
  #root = byId("calls", HTMLElement);
  #empty = byId("no-calls", HTMLElement);
  #accountSid = "";
  #groups = new Map<string, Group>();
  #legs = new Map<string, CallView>();
  #orphans: LogEntry[] = [];

  clear(accountSid: string): void {
    this.#accountSid = accountSid;
    this.#groups.clear();
    this.#legs.clear();
    this.#orphans = [];
    this.#root.replaceChildren();
    this.#empty.hidden = false;
  }

  update({ calls, log, names }: PageUpdate): void {
    this.#legs = new Map(calls.map((call) => [call.sid, call]));
    const parents = calls.filter((call) => !call.parentSid).slice(-SHOWN);
    for (const parent of parents) {
      const legs = calls.filter((call) => call.sid === parent.sid || call.parentSid === parent.sid);
      const group = this.#groups.get(parent.sid) ?? this.#add(parent);
      this.#head(group, parent, legs, names);
    }
    const kept = new Set(parents.map((parent) => parent.sid));
    for (const [sid, group] of this.#groups) {
      if (kept.has(sid)) continue;
      group.root.remove();
      this.#groups.delete(sid);
    }
    const entries = [...this.#orphans, ...log];
    this.#orphans = [];
    for (const entry of entries) this.#append(entry, names);
    this.#empty.hidden = this.#groups.size > 0;
  }

  #add(parent: CallView): Group {
    const isLive = parent.endedAt === null;
    // A new call gets the room; the ones that are over stay one click away.
    if (isLive) {
      for (const { root } of this.#groups.values()) {
        if (root.dataset.live === "false") root.open = false;
      }
    }
    const head = el("summary", { class: "call-head" });
    const list = el("ol", { class: "entries" });
    const root = el("details", { class: "call", open: isLive }, head, list);
    const group = { root, head, list, key: "" };
    this.#groups.set(parent.sid, group);
    this.#root.prepend(group.root);
    return group;
  }

  #head(group: Group, parent: CallView, legs: CallView[], names: Names): void {
    const key = JSON.stringify([legs, legs.map((leg) => [names[leg.from], names[leg.to]])]);
    if (group.key === key) return;
    group.key = key;
    const isInbound = parent.direction === "inbound";
    const others = legs.filter((leg) => leg !== parent);
    const first = shortName(names, isInbound ? parent.from : parent.to);
    const second = others.length
      ? [...new Set(others.map((leg) => shortName(names, leg.to)))].join(", ")
      : shortName(names, isInbound ? parent.to : parent.from);
    // Until the customer is rung, there are only the account's number and the rep.
    const between =
      isInbound || others.length > 0 ? `${first} → ${second}` : `${second} → ${first}`;
    const { endedAt } = parent;
    const isLive = endedAt === null;
    const lasted = isLive ? null : (endedAt - (parent.answeredAt ?? endedAt)) / 1000;
    const price = legs.reduce((sum, leg) => sum - Number(leg.price ?? 0), 0);
    const facts = [
      moment(parent.createdAt),
      lasted ? minutes(lasted) : null,
      price > 0 ? `$${price.toFixed(4)}` : null,
      legs.some((leg) => leg.recordings.length > 0) ? "recorded" : null,
    ].filter(Boolean);
    group.root.dataset.live = String(isLive);
    group.head.replaceChildren(
      el(
        "span",
        { class: "between" },
        el("span", { class: "way" }, isInbound ? "In" : "Out"),
        between,
      ),
      el("span", { class: "facts" }, facts.join(" · ")),
      el(
        "span",
        { class: "legs" },
        legs.map((leg) =>
          el(
            "span",
            { class: `leg-status s-${leg.status}` },
            `${shortName(names, leg.direction === "inbound" ? leg.from : leg.to)} ${leg.status}`,
          ),
        ),
      ),
    );
  }

  #append(entry: LogEntry, names: Names): void {
    const leg = this.#legs.get(entry.callSid ?? "");
    const group = this.#groups.get(leg?.parentSid ?? entry.callSid ?? "");
    if (!group) {
      // The entry may be of a call that the next update brings.
      if (entry.callSid && !leg && this.#orphans.length < 200) this.#orphans.push(entry);
      return;
    }
    const row = entryRow(entry, { names, legs: this.#legs, accountSid: this.#accountSid });
    if (row) group.list.append(row);
  }
}

/** The time of day, with the date where it was another day. */
function moment(ms: number): string {
  const date = new Date(ms);
  const time = clockTime(date.toISOString());
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}
