/**
 * Why a caller is on the list: the registry of kinds. A new one also joins the check of
 * missed_callers.kind and the lists of private.refresh_missed, private.follow_missed and
 * private.follow_call_written.
 */
export const missedKinds = {
  missed: { one: "Missed call", many: "missed calls" },
  voicemail: { one: "Voicemail", many: "calls, the last with a voicemail" },
  callback: { one: "Asked for a call back", many: "calls, the last asking for a call back" },
} as const;

export type MissedKind = keyof typeof missedKinds;

export const isMissedKind = (kind: string): kind is MissedKind => Object.hasOwn(missedKinds, kind);
