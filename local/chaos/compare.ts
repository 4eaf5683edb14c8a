import type { CallRecord, CallRow } from "@/local/chaos/record";
import type { Truth } from "@/local/chaos/truth";

/**
 * Something that is not as it should be: of which call (its CallSid, else its id or number), and
 * why.
 */
export type Finding = {
  kind: "lost" | "doubled" | "wrong" | "still open";
  call: string;
  why: string;
};

/**
 * The carrier's calls of one tenant beside the CRM's: every one there exactly once here, with the
 * right end.
 */
export function compare(truths: Truth[], record: CallRecord): Finding[] {
  return [
    ...truths.flatMap((truth) => compareOne(truth, record)),
    ...record.calls.flatMap((call) => compareRow(call, truths)),
    ...placedTwice(truths),
    ...compareMessages(truths, record),
    ...record.claims.map(({ user_id, call_id }): Finding => {
      return { kind: "still open", call: call_id, why: `it still keeps ${user_id} from others` };
    }),
    ...record.talks.map(({ call_id }): Finding => {
      return { kind: "still open", call: call_id, why: "a voice agent still talks here" };
    }),
    ...record.events.flatMap(({ call_sid, call_id, event_type, problem }): Finding[] =>
      problem === null
        ? []
        : [{ kind: "wrong", call: call_sid ?? call_id, why: `${event_type}: ${problem}` }],
    ),
  ];
}

function compareOne(truth: Truth, record: CallRecord): Finding[] {
  const { sid } = truth;
  const found = (kind: Finding["kind"], why: string): Finding => ({ kind, call: sid, why });
  const rows = record.calls.filter(
    ({ id, twilio_call_sid }) => twilio_call_sid === sid || id === truth.callId,
  );
  const [row] = rows;
  if (!row) return [found("lost", `${truth.direction} call from ${truth.from} has no row`)];
  if (rows.length > 1) return [found("doubled", `${rows.length} rows for one call`)];
  if (!truth.isSettled) return [found("still open", "it goes on at the carrier")];
  if (row.ended_at === null) return [found("still open", `it is ${row.status} here`)];
  if (row.settled_at === null) return [found("still open", "it has ended, but is not settled")];
  if (truth.isFruitless) {
    const end = `${row.status}/${row.outcome}`;
    return truth.ends.includes(end) ? [] : [found("wrong", `nobody was dialled, and it is ${end}`)];
  }
  const wrong: string[] = [];
  const expect = (what: string, is: unknown, should: unknown) => {
    if (is !== should) wrong.push(`${what} is ${is} instead of ${should}`);
  };
  const end = `${row.status}/${row.outcome}`;
  if (!truth.ends.includes(end)) wrong.push(`end is ${end} instead of ${truth.ends.join(" or ")}`);
  else if (!isWithin(row.duration_seconds, truth.talk)) {
    const { least, most } = truth.talk;
    wrong.push(`talk is ${row.duration_seconds} s instead of ${least} to ${most}`);
  }
  expect("direction", row.direction, truth.direction);
  expect("from", row.from_number, truth.from);
  expect("to", row.to_number, truth.to);
  expect("price", row.price === null ? null : Number(row.price).toFixed(5), truth.price.toFixed(5));
  for (const leg of truth.legs) {
    const here = record.legs.find(({ call_sid }) => call_sid === leg.sid);
    expect(`leg ${leg.sid}`, here?.status, leg.status);
    expect(`leg ${leg.sid}'s call`, here?.call_id, row.id);
  }
  const legs = record.legs.filter(({ call_id }) => call_id === row.id);
  expect("number of legs", legs.length, truth.legs.length);
  return [...wrong, ...wrongRecordings(truth, row, record)].map((why) => found("wrong", why));
}

function isWithin(seconds: number | null, { least, most }: Truth["talk"]): boolean {
  return seconds !== null && seconds >= least && seconds <= most;
}

function wrongRecordings(truth: Truth, row: CallRow, record: CallRecord): string[] {
  const here = record.recordings.filter(({ call_id }) => call_id === row.id);
  const ready = truth.recordings.filter(({ status }) => status === "completed");
  const missing = ready.flatMap(({ sid, seconds }) => {
    const found = here.find(({ recording_sid }) => recording_sid === sid);
    if (found?.status !== "completed") return [`recording ${sid} is ${found?.status ?? "missing"}`];
    return found.duration_seconds === seconds
      ? []
      : [`recording ${sid} has ${found.duration_seconds} s instead of ${seconds}`];
  });
  const foreign = here.filter(
    ({ recording_sid }) => !truth.recordings.some(({ sid }) => sid === recording_sid),
  );
  const offered = row.recording_url !== null;
  return [
    ...missing,
    ...foreign.map(({ recording_sid }) => `recording ${recording_sid} is not this call's`),
    ...(offered === ready.length > 0 ? [] : [`a recording is ${offered ? "" : "not "}offered`]),
  ];
}

/** Every message here once, for whom it was left, each of them notified once; and no other. */
function compareMessages(truths: Truth[], { messages, people }: CallRecord): Finding[] {
  const left = truths.flatMap(({ sid: call, messages: own }) =>
    own.map((one) => ({ ...one, call })),
  );
  const missing = left.flatMap(({ sid, mailboxes, call }): Finding[] => {
    const [row, ...others] = messages.filter(({ recording_sid }) => recording_sid === sid);
    if (!row) return [{ kind: "lost", call, why: `message ${sid} is nobody's` }];
    const found = (kind: Finding["kind"], why: string): Finding => ({ kind, call, why });
    const { mailbox_id, notified } = row;
    const readers = mailbox_id === null ? people : [mailbox_id];
    const wrong = [...new Set([...readers, ...Object.keys(notified)])].filter(
      (user) => notified[user] !== (readers.includes(user) ? 1 : undefined),
    );
    return [
      ...(others.length > 0 ? [found("doubled", `message ${sid} is here twice`)] : []),
      ...(mailboxes.includes(mailbox_id)
        ? []
        : [found("wrong", `message ${sid} is ${mailbox_id}'s instead of ${mailboxes}'s`)]),
      ...wrong.map((user) =>
        found("wrong", `message ${sid} notifies ${user} ${notified[user] ?? 0} times`),
      ),
    ];
  });
  const foreign = messages.filter(({ recording_sid: sid }) => !left.some((one) => one.sid === sid));
  return [
    ...missing,
    ...foreign.map(({ recording_sid: call }): Finding => {
      return { kind: "wrong", call, why: "a message that nobody left" };
    }),
  ];
}

/** A row without a call at the carrier is a create that never got there, and says so. */
function compareRow(row: CallRow, truths: Truth[]): Finding[] {
  if (truths.some(({ sid, callId }) => sid === row.twilio_call_sid || callId === row.id)) return [];
  const call = row.twilio_call_sid ?? row.id;
  if (row.twilio_call_sid !== null) {
    return [{ kind: "wrong", call, why: "the carrier knows no such call" }];
  }
  if (row.ended_at === null || row.settled_at === null) {
    return [{ kind: "still open", call, why: `${row.status}, and nothing at the carrier` }];
  }
  if (row.status === "failed" && row.error_message !== null) return [];
  return [{ kind: "wrong", call, why: `${row.status}/${row.outcome} without having been placed` }];
}

/** Each customer of a run is meant to be called once. */
function placedTwice(truths: Truth[]): Finding[] {
  const outbound = truths.filter(
    ({ direction, isFruitless }) => direction === "outbound" && !isFruitless,
  );
  return outbound.flatMap((truth, index): Finding[] => {
    const first = outbound.findIndex(({ to }) => to === truth.to);
    if (first === index) return [];
    return [
      {
        kind: "doubled",
        call: truth.sid,
        why: `${truth.to} was called as ${outbound[first]?.sid}`,
      },
    ];
  });
}
