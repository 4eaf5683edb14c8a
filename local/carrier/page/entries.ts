import { type Child, clockTime, el, minutes, shortName } from "@/local/carrier/page/dom";
import type { CallView, LogEntry, Names } from "@/local/carrier/page/state";

type Entry<Kind extends LogEntry["kind"]> = Extract<LogEntry, { kind: Kind }>;
type Row = (kind: string, tag: string | number, ...content: Child[]) => HTMLLIElement;

const EVENTS: Record<string, string> = {
  initiated: "Dialing",
  ringing: "Ringing",
  answered: "Picked up",
  bridged: "Connected",
  ended: "Ended",
};
const PURPOSES = {
  twiml: "TwiML",
  status: "Status",
  recording: "Recording",
  stream: "Stream",
  message: "Message",
  "message-status": "Status",
};

/** One line of a call's timeline; null where the page shows the same elsewhere. */
export function entryRow(
  entry: LogEntry,
  { names, legs, accountSid }: { names: Names; legs: Map<string, CallView>; accountSid: string },
): HTMLLIElement | null {
  const leg = legs.get(entry.callSid ?? "");
  const party = leg ? shortName(names, leg.direction === "inbound" ? leg.from : leg.to) : "";
  const row: Row = (kind, tag, ...content) =>
    el(
      "li",
      { class: `entry ${kind}` },
      el("time", { datetime: entry.at }, clockTime(entry.at)),
      el("span", { class: "tag" }, tag),
      el("div", { class: "what" }, ...content),
    );
  switch (entry.kind) {
    case "call": {
      const text =
        entry.event === "ended" ? `${party}: ${entry.status}` : `${party}: ${EVENTS[entry.event]}`;
      return row("leg", "Leg", text);
    }
    case "spoken":
      return row("spoken", entry.verb === "play" ? "Play" : "Say", `“${entry.text}” to ${party}`);
    case "digits":
      return row("digits", "Keys", `${party} pressed `, el("kbd", {}, entry.digits));
    case "said":
      return row("spoken", "Voice", `${party}: “${entry.text}”`);
    case "stream":
      return row("leg", "Stream", `${party}: stream ${entry.event}`);
    case "warning":
      return row("warning", entry.code, entry.message);
    case "recording":
      return recordingRow(row, entry, accountSid);
    case "webhook":
      return row("webhook", PURPOSES[entry.purpose], webhook(entry, party));
    case "rest":
      return row("rest", "API", `${entry.method} ${pathOf(entry.path)} `, code(entry.status));
    default:
      return null;
  }
}

function recordingRow(row: Row, entry: Entry<"recording">, accountSid: string) {
  if (entry.status !== "completed") return row("recording", "Record", `Recording ${entry.status}`);
  return row(
    "recording",
    "Record",
    `Recording of ${minutes(entry.durationSeconds ?? 0)}`,
    el("audio", {
      controls: true,
      preload: "none",
      src: `/control/accounts/${accountSid}/${entry.recordingSid}`,
    }),
  );
}

function webhook(entry: Entry<"webhook">, party: string) {
  const url = URL.canParse(entry.url) ? new URL(entry.url) : null;
  const { RecordingStatus, StatusCallbackEvent, CallStatus } = entry.params;
  const event = RecordingStatus ?? StatusCallbackEvent ?? CallStatus ?? "";
  return el(
    "details",
    {},
    el(
      "summary",
      {},
      el("span", { class: "path" }, url ? url.pathname + url.search : entry.url),
      entry.purpose !== "twiml" && el("span", { class: "event" }, event),
      el("span", { class: "took" }, party),
      entry.attempt > 1 && el("span", { class: "attempt" }, `attempt ${entry.attempt}`),
      entry.fault && el("span", { class: "attempt" }, `fault: ${entry.fault}`),
      code(entry.status ?? entry.outcome),
      el("span", { class: "took" }, `${entry.milliseconds} ms`),
    ),
    el("p", { class: "full" }, `${entry.method} ${entry.url}`),
    el(
      "dl",
      { class: "params" },
      Object.entries(entry.params)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
    ),
    entry.body ? el("pre", { class: "body" }, ...coloured(pretty(entry.body))) : null,
  );
}

function code(status: string | number | null) {
  const isGood = typeof status === "number" && status < 400;
  return el("span", { class: `code ${isGood ? "good" : "bad"}` }, status ?? "no answer");
}

function pathOf(path: string) {
  return path.replace(/^\/2010-04-01\/Accounts\/AC[0-9a-f]+/, "") || path;
}

/** XML with one element a line, two spaces a level; anything else as it came. */
function pretty(text: string) {
  if (!text.trimStart().startsWith("<")) return text;
  let depth = 0;
  return text
    .replace(/>\s+</g, "><")
    .split(/(?<=>)(?=<)/)
    .map((part) => {
      if (part.startsWith("</")) depth--;
      const line = "  ".repeat(Math.max(0, depth)) + part;
      const opens = /^<[^/?!]/.test(part) && !part.endsWith("/>") && !part.includes("</");
      if (opens) depth++;
      return line;
    })
    .join("\n");
}

function coloured(text: string) {
  return text.split(/(<\/?[\w:?]+|\/?\??>|[\w:-]+="[^"]*")/g).flatMap((part): Child[] => {
    const attribute = /^([\w:-]+)=("[^"]*")$/.exec(part);
    if (attribute) {
      return [
        el("span", { class: "x-name" }, attribute[1]),
        "=",
        el("span", { class: "x-value" }, attribute[2]),
      ];
    }
    if (/^<|>$/.test(part)) return [el("span", { class: "x-tag" }, part)];
    return [part];
  });
}
