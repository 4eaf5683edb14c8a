import type { AudioFile } from "@/lib/files/store";

/** “Welcome” (12 s). */
export function audioWords({ name, seconds }: Pick<AudioFile, "name" | "seconds">): string {
  return `“${name}” (${lengthWords(seconds)})`;
}

/** "12 s", "2 min 5 s". */
export function lengthWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
