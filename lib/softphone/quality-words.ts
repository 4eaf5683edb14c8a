import type { Tables } from "@/lib/db/supabase/database.types";

/** How a leg sounded in its person's browser, as `leg_quality` has it. */
type Quality = Pick<
  Tables<"leg_quality">,
  | "seconds"
  | "mos"
  | "rtt_ms"
  | "jitter_ms"
  | "lost_percent"
  | "worst_at"
  | "worst_seconds"
  | "worst_mos"
  | "worst_rtt_ms"
  | "worst_jitter_ms"
  | "worst_lost_percent"
>;
type Measured = Pick<Quality, "rtt_ms" | "jitter_ms" | "lost_percent">;

export type Grade = "good" | "fair" | "poor" | "not measured";

/** Below these, people notice (`fair`) and complain (`poor`): ITU-T G.107, annex B. */
export function gradeOf(mos: number | null): Grade {
  if (mos === null) return "not measured";
  if (mos >= 4) return "good";
  return mos >= 3.6 ? "fair" : "poor";
}

/** "Good: 40 ms delay, nothing lost" */
export function soundSentence(quality: Quality): string {
  const grade = gradeOf(quality.mos);
  const word = grade.charAt(0).toUpperCase() + grade.slice(1);
  return quality.mos === null ? word : `${word}: ${measured(quality)}`;
}

/** What was worse than the rest, and since when; null where it sounded alike throughout. */
export function worstStretch(
  quality: Quality,
  clock: (iso: string) => string,
): { grade: Grade; sentence: string } | null {
  const { worst_at, worst_seconds, worst_mos } = quality;
  const grade = gradeOf(worst_mos);
  if (!worst_at || worst_seconds === null || grade === gradeOf(quality.mos)) return null;
  const facts = measured({
    rtt_ms: quality.worst_rtt_ms,
    jitter_ms: quality.worst_jitter_ms,
    lost_percent: quality.worst_lost_percent,
  });
  return { grade, sentence: `${worst_seconds} s from ${clock(worst_at)}: ${grade}, ${facts}` };
}

function measured({ rtt_ms, jitter_ms, lost_percent }: Measured): string {
  const facts = [
    rtt_ms !== null && `${Math.round(rtt_ms)} ms delay`,
    jitter_ms !== null && jitter_ms >= 10 && `${Math.round(jitter_ms)} ms jitter`,
    lost_percent !== null && lostWords(lost_percent),
  ];
  return facts.filter(Boolean).join(", ");
}

function lostWords(percent: number): string {
  if (percent < 0.05) return "nothing lost";
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}% lost`;
}

const warningNames: Readonly<Record<string, string>> = {
  "high-rtt": "delay",
  "low-mos": "poor sound",
  "high-jitter": "uneven sound",
  "high-packet-loss": "lost sound",
  "high-packets-lost-fraction": "lost sound",
  "low-bytes-received": "nothing heard",
  "low-bytes-sent": "voice not sent",
  "ice-connectivity-lost": "connection lost",
  "constant-audio-input-level": "silent microphone",
};

/** "delay, lost sound": the warnings that the person saw while they talked; null for nothing. */
export function warningWords(names: readonly string[]): string | null {
  const known = new Set(names.flatMap((name) => warningNames[name] ?? []));
  return [...known].join(", ") || null;
}
