import { warnMs } from "@/lib/rooms/schema";

/** What a room's clock of silence knows. Times are milliseconds since 1970. */
export type SilenceClock = {
  /** Since when people can talk; null while it rings: ringing is no silence. */
  answeredAt: number | null;
  /** When anybody was last heard. */
  heardAt: number | null;
  /** How long nobody may speak; null: for ever. */
  limitMs: number | null;
  /** Somebody speaks at this moment. */
  speaking: boolean;
};

export type SilenceState =
  | { kind: "fine"; silentForMs: number; endsAfterMs: number | null }
  /** It ends in `endsAfterMs` unless somebody speaks. */
  | { kind: "warn"; silentForMs: number; endsAfterMs: number }
  | { kind: "over"; silentForMs: number; endsAfterMs: 0 };

/**
 * How a room stands that ends when nobody speaks. Muting is no speech: it stops no clock. The same
 * rule as private.room_silence, which alone ends a call.
 */
export function silenceAt(clock: SilenceClock, now: number): SilenceState {
  const { answeredAt, heardAt, limitMs, speaking } = clock;
  if (answeredAt === null) return { kind: "fine", silentForMs: 0, endsAfterMs: null };
  const since = Math.max(answeredAt, heardAt ?? answeredAt);
  const silentForMs = speaking ? 0 : Math.max(0, now - since);
  if (limitMs === null) return { kind: "fine", silentForMs, endsAfterMs: null };
  const endsAfterMs = Math.max(0, limitMs - silentForMs);
  if (endsAfterMs === 0) return { kind: "over", silentForMs, endsAfterMs: 0 };
  const kind = endsAfterMs <= warnMs ? ("warn" as const) : ("fine" as const);
  return { kind, silentForMs, endsAfterMs };
}

/** The clock after a moment at which it is known whether somebody speaks. */
export function heard(clock: SilenceClock, speaking: boolean, now: number): SilenceClock {
  const heardAt = speaking || clock.speaking ? Math.max(clock.heardAt ?? 0, now) : clock.heardAt;
  return { ...clock, heardAt, speaking };
}
