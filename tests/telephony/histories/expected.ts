import type { Trace } from "@/tests/telephony/histories/capture";
import type { Rows } from "@/tests/telephony/histories/rows";

/** Where a call's rows are not what its scenario says of them, a line each. */
export function contradictions({ scenario: { row, people, played } }: Trace, rows: Rows): string[] {
  const { status, outcome, outcome_reason = rows.call.outcome_reason } = row;
  const talk = played?.talk ?? row.duration_seconds ?? 0;
  const expected: Record<string, unknown> = {
    ...{ status, outcome, outcome_reason, stage: "ended" },
    duration_seconds: talk === "since the digit" ? "since answered_at" : talk,
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
    ...unlike("problems", problems, []),
    ...(people ? unlike("people who talked", talkersIn(rows), people.length) : []),
    ...(played ? unlike("legs", sorted(legs), sorted(played.legs)) : []),
    ...(played ? unlike("recordings", rows.recordings.length, played.recordings) : []),
  ];
}

const talkersIn = ({ legs }: Rows) =>
  legs.filter(({ talk_seconds }) => talk_seconds !== null).length;

const sorted = (legs: object) => Object.entries(legs).sort(([a], [b]) => (a < b ? -1 : 1));

function unlike(what: string, is: unknown, should: unknown): string[] {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  return a === b ? [] : [`${what}: ${a} instead of ${b}`];
}
