import type { Sample } from "@/components/softphone/stretches";

/** What a browser's statistics say of a room at one moment; levels are 0 to 1, times seconds. */
export type Sound = {
  said: number;
  heard: number;
  roundTrip: number | null;
  jitter: number;
  received: number;
  lost: number;
};

type Report = { forEach(read: (row: unknown) => void): void } | undefined;

/** https://www.w3.org/TR/webrtc-stats/ */
export function readSample(own: Report, theirs: readonly Report[]): Sound {
  const sound: Sound = { said: 0, heard: 0, roundTrip: null, jitter: 0, received: 0, lost: 0 };
  own?.forEach((row) => {
    if (isOf(row, "media-source")) sound.said = numberIn(row, "audioLevel");
    if (isOf(row, "remote-inbound-rtp")) sound.roundTrip = numberIn(row, "roundTripTime") || null;
    if (isOf(row, "candidate-pair") && Reflect.get(row, "nominated") === true) {
      sound.roundTrip ??= numberIn(row, "currentRoundTripTime") || null;
    }
  });
  for (const report of theirs) {
    report?.forEach((row) => {
      if (!isOf(row, "inbound-rtp")) return;
      sound.heard = Math.max(sound.heard, numberIn(row, "audioLevel"));
      sound.jitter = Math.max(sound.jitter, numberIn(row, "jitter"));
      sound.received += numberIn(row, "packetsReceived");
      sound.lost += numberIn(row, "packetsLost");
    });
  }
  return sound;
}

const isOf = (row: unknown, type: string): row is object =>
  typeof row === "object" && row !== null && Reflect.get(row, "type") === type;

function numberIn(row: object, name: string): number {
  const value: unknown = Reflect.get(row, name);
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** From what on the Voice SDK warns too: one name means one thing on both lines. */
const limits = { rttMs: 400, jitterMs: 30, lostPercent: 3, mos: 3.5 };

/** What was measured between two moments, and what of it is bad, by the Voice SDK's names. */
export function warningsOf(now: Sound, before: Sound): { sample: Sample; warnings: string[] } {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  const rtt = now.roundTrip === null ? -1 : Math.round(now.roundTrip * 1000);
  const jitter = Math.round(now.jitter * 1000);
  const percent = all === 0 ? 0 : (100 * lost) / all;
  const mos = all === 0 ? null : mosOf(Math.max(0, rtt), jitter, percent);
  const warnings = [
    rtt > limits.rttMs && "high-rtt",
    jitter > limits.jitterMs && "high-jitter",
    percent > limits.lostPercent && "high-packet-loss",
    mos !== null && mos < limits.mos && "low-mos",
  ];
  return {
    sample: { mos, rtt, jitter, packetsLostFraction: percent },
    warnings: warnings.filter((name) => name !== false),
  };
}

/** ITU-T G.107, simplified as is usual: delay and loss alone. 1 to about 4.4. */
export function mosOf(rttMs: number, jitterMs: number, lostPercent: number): number {
  const delay = rttMs / 2 + jitterMs * 2 + 10;
  const byDelay = delay < 160 ? delay / 40 : (delay - 120) / 10;
  const r = Math.max(0, 93.2 - byDelay - 2.5 * lostPercent);
  return Math.max(1, 1 + 0.035 * r + 0.000_007 * r * (r - 60) * (100 - r));
}
