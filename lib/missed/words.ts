import { isMissedKind, missedKinds } from "@/lib/missed/kinds";
import { dismissReasons } from "@/lib/missed/reasons";

/** Names by user id; the reader's own is "You" where a sentence begins with it. */
export type Names = Map<string, string>;

const nameOf = (id: string | null, me: string, names: Names, self = "you") =>
  id === null ? null : id === me ? self : (names.get(id) ?? "someone");

/** How often, and what the last one was: "Missed call", "3 missed calls". */
export function countWords({ kind, calls }: { kind: string; calls: number }): string {
  const { one, many } = missedKinds[isMissedKind(kind) ? kind : "missed"];
  if (calls === 1) return one;
  return `${calls >= 100 ? "100+" : calls} ${many}`;
}

/** Whose phone rang and was taken: "You were on a call", "Maya Chen was on a call". */
export function busyWords(rang: string | null, me: string, names: Names): string {
  if (rang === me) return "You were on a call";
  return `${nameOf(rang, me, names, "") || "Someone"} was on a call`;
}

export function claimWords(claimedBy: string, me: string, names: Names): string {
  return claimedBy === me ? "You are on it" : `${capital(nameOf(claimedBy, me, names))} is on it`;
}

type Closed = {
  reached_at: string | null;
  reached_by: string | null;
  reached_direction: string | null;
  dismissed_by: string | null;
  dismissed_reason: string | null;
  dismissed_note: string | null;
};

/** How a line was closed, without when: "Called back by Maya Chen", "Dismissed by you: Spam". */
export function closedWords(line: Closed, me: string, names: Names): string {
  if (line.reached_at) {
    const who = nameOf(line.reached_by, me, names);
    if (line.reached_direction === "outbound") return who ? `Called back by ${who}` : "Called back";
    return who ? `Got through to ${who}` : "Got through";
  }
  const who = nameOf(line.dismissed_by, me, names);
  return `Dismissed by ${who ?? "someone"}: ${reasonWords(line)}`;
}

function reasonWords({ dismissed_reason: reason, dismissed_note: note }: Closed): string {
  const words = Object.entries(dismissReasons).find(([key]) => key === reason)?.[1] ?? "Other";
  if (!note) return words;
  return reason === "other" ? note : `${words}, ${note}`;
}

const capital = (text: string | null) =>
  text === null ? "Someone" : text.charAt(0).toUpperCase() + text.slice(1);
