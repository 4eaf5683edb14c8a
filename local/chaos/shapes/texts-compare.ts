import type { MessageView } from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";

export type TextRow = {
  id: string;
  direction: "inbound" | "outbound";
  body: string;
  status: string;
  message_sid: string | null;
  error_message: string | null;
  price: string | null;
  /** All that it has had, in order. */
  statuses: string[];
};

/** How far a text is; what cannot follow each other has the same. */
const ranks = {
  ...{ scheduled: 0, asking: 1, unknown: 2, accepted: 3, queued: 4, sending: 5, sent: 6 },
  ...{ canceled: 7, failed: 7, undelivered: 7, received: 7, delivered: 8, read: 9 },
};
const rankOf = (status: string) =>
  Object.entries(ranks).find(([name]) => name === status)?.[1] ?? Number.NaN;

/** The carrier's texts beside the rows: each of them once, and each with the end that it had. */
export function compareTexts(atTwilio: MessageView[], rows: TextRow[]): Finding[] {
  const real = atTwilio.filter(({ isAutomatic }) => !isAutomatic);
  return [
    ...real.flatMap((text) => compareText(text, rows)),
    ...real.flatMap((text, at) => sentTwice(text, real.slice(0, at))),
    ...rows.flatMap((row) => compareRow(row, real)),
    ...rows.flatMap(({ id, body }, at): Finding[] => {
      const isDoubled = rows.slice(0, at).some((other) => other.body === body);
      return isDoubled ? [{ kind: "doubled", call: id, why: `"${body}" has two rows` }] : [];
    }),
  ];
}

function compareText({ sid, direction, body, status, price }: MessageView, rows: TextRow[]) {
  const [row] = rows.filter(({ message_sid }) => message_sid === sid);
  const found = (kind: Finding["kind"], why: string): Finding => ({ kind, call: sid, why });
  if (!row) return [found("lost", `${direction} text "${body}" (${status}) has no row`)];
  const wrong = [];
  if (row.body !== body) wrong.push(`"${body}" is here "${row.body}"`);
  if (row.direction !== (direction === "inbound" ? "inbound" : "outbound"))
    wrong.push(`${direction} text is ${row.direction} here`);
  if (row.status !== status) wrong.push(`text "${body}" is ${row.status} instead of ${status}`);
  if (Number(row.price) !== Math.abs(Number(price)))
    wrong.push(`text "${body}" costs ${row.price} instead of ${price}`);
  return wrong.map((why) => found("wrong", why));
}

function sentTwice({ sid, body, direction }: MessageView, before: MessageView[]): Finding[] {
  const first = before.find((other) => other.body === body && other.direction === direction);
  return first ? [{ kind: "doubled", call: sid, why: `"${body}" was sent as ${first.sid}` }] : [];
}

function compareRow(row: TextRow, real: MessageView[]): Finding[] {
  const { id, message_sid, status, body, statuses } = row;
  const call = message_sid ?? id;
  const found: Finding[] = [];
  if (statuses.some((each, at) => rankOf(each) < rankOf(statuses[at - 1] ?? each))) {
    found.push({ kind: "wrong", call, why: `its status went back: ${statuses.join(", ")}` });
  }
  if (real.some(({ sid }) => sid === message_sid)) return found;
  if (message_sid) {
    found.push({ kind: "wrong", call, why: "the carrier knows no such text" });
  } else if (status !== "failed") {
    found.push({ kind: "still open", call, why: `"${body}" is ${status}, not sent, not failed` });
  } else if (!row.error_message) {
    found.push({ kind: "wrong", call, why: `"${body}" has failed and doesn't say why` });
  }
  return found;
}
