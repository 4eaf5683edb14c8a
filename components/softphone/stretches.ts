import type { Quality, Stretch } from "@/lib/softphone/schema";

/** What the Voice SDK measures each second, as far as it is kept. */
export type Sample = {
  mos: number | null;
  rtt: number;
  jitter: number;
  packetsLostFraction: number;
};

/** What is reported of a leg at once. */
export type Report = Pick<Quality, "first" | "stretches" | "warnings">;
type Kept = Omit<Stretch, "ago"> & { nth: number; beganAt: number };

const stretchSeconds = 10;
const stretchesAtOnce = 3;
/** While nothing can be sent, as at most ten minutes: what is older is the first to go. */
const maxKept = 40;
const longestAgo = 900;

/** What a browser measured of a leg and has not reported yet. Pure but for what it is given. */
export class Stretches {
  #samples: Sample[] = [];
  #kept: Kept[] = [];
  #warnings = new Set<string>();
  #next = 0;

  /** Gives whether there is enough to report. */
  add(sample: Sample, nowMs: number): boolean {
    this.#samples.push(sample);
    if (this.#samples.length < stretchSeconds) return false;
    this.#close(nowMs);
    return this.#kept.length % stretchesAtOnce === 0;
  }

  warn(name: string): void {
    this.#warnings.add(name);
  }

  /** Everything that is not reported yet. `isLast`: also what has just begun. */
  report(nowMs: number, isLast: boolean): Report {
    if (isLast && this.#samples.length > 0) this.#close(nowMs);
    return {
      first: this.#kept[0]?.nth ?? this.#next,
      stretches: this.#kept.map(({ nth: _nth, beganAt, ...stretch }) => ({
        ago: Math.min(longestAgo, Math.max(0, Math.round((nowMs - beganAt) / 1000))),
        ...stretch,
      })),
      warnings: [...this.#warnings],
    };
  }

  /** These have arrived. */
  forget({ first, stretches }: Report): void {
    this.#kept = this.#kept.filter(({ nth }) => nth >= first + stretches.length);
  }

  #close(nowMs: number): void {
    const samples = this.#samples;
    this.#samples = [];
    this.#kept.push({
      nth: this.#next++,
      beganAt: nowMs - samples.length * 1000,
      seconds: samples.length,
      mos: average(samples.map(({ mos }) => mos)),
      rtt: average(samples.map(({ rtt }) => rtt)),
      jitter: average(samples.map(({ jitter }) => jitter)),
      lost: average(samples.map(({ packetsLostFraction }) => packetsLostFraction)),
    });
    if (this.#kept.length > maxKept) this.#kept.shift();
  }
}

/** To two places; null where nothing was measured. */
function average(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null && Number.isFinite(value) && value >= 0);
  if (known.length === 0) return null;
  const sum = known.reduce<number>((total, value) => total + (value ?? 0), 0);
  return Math.round((sum / known.length) * 100) / 100;
}
