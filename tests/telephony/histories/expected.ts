import type { Scenario } from "@/local/scenarios/scenario";
import type { Trace } from "@/tests/telephony/histories/capture";
import type { Rows } from "@/tests/telephony/histories/rows";

/** Where a call's rows are not what its scenario says of them, a line each. */
export function contradictions({ scenario, stage }: Trace, rows: Rows): string[] {
  const { row, people, played } = scenario;
  const { status, outcome, outcome_reason = rows.call.outcome_reason } = row;
  const talk = played?.talk ?? row.duration_seconds ?? 0;
  const { duration_seconds } = rows.call;
  const expected: Record<string, unknown> = {
    ...{ status, outcome, outcome_reason, stage: "ended" },
    duration_seconds: played?.isRounded
      ? nearest(duration_seconds, talk)
      : talk === "since the digit"
        ? "since answered_at"
        : talk,
  };
  const lines = Object.entries(expected).flatMap(([column, value]) =>
    unlike(`call.${column}`, rows.call[column], value),
  );
  const problems = rows.events.flatMap(({ problem }) => problem ?? []);
  const legs = Object.fromEntries(
    [...Map.groupBy(rows.legs, ({ role }) => String(role))].map(([role, theirs]) => {
      const statuses = new Set(theirs.map(({ status }) => String(status)));
      return [role, [...statuses].sort().join(", ")];
    }),
  );
  return [
    ...lines,
    ...(played ? unlike("messages", messagesIn(rows), expectedMessages(scenario, stage)) : []),
    ...unlike("problems", problems, []),
    ...(people ? unlike("people who talked", talkersIn(rows), people.length) : []),
    ...(played ? unlike("legs", sorted(legs), sorted(played.legs)) : []),
    ...(played ? unlike("recordings", rows.recordings.length, played.recordings) : []),
  ];
}

/** What is on record, where it is a second off at most: Twilio's times are whole seconds. */
function nearest(is: unknown, should: unknown): unknown {
  const isNear = typeof is === "number" && typeof should === "number" && Math.abs(is - should) <= 1;
  return isNear ? is : should;
}

const messagesIn = ({ messages }: Rows) =>
  messages.map(({ mailbox_id, notified }) => ({ mailbox_id, notified }));

/** Each message, and of whom it notifies: everybody of one that is everybody's. */
function expectedMessages({ row, played }: Scenario, { tenant }: Trace["stage"]) {
  const byDefault = row.outcome === "voicemail" && played ? (["shared"] as const) : [];
  const rep = tenant.rep.userId;
  const all = [tenant.admin, tenant.manager, tenant.rep, tenant.rep2].map(({ userId }) => userId);
  return (played?.mailboxes ?? byDefault).map((whose) =>
    whose === "rep"
      ? { mailbox_id: rep, notified: [`${rep} voicemail`] }
      : { mailbox_id: null, notified: all.map((user) => `${user} shared_voicemail`).sort() },
  );
}

const talkersIn = ({ legs }: Rows) =>
  legs.filter(({ talk_seconds }) => talk_seconds !== null).length;

const sorted = (legs: object) => Object.entries(legs).sort(([a], [b]) => (a < b ? -1 : 1));

function unlike(what: string, is: unknown, should: unknown): string[] {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  return a === b ? [] : [`${what}: ${a} instead of ${b}`];
}
