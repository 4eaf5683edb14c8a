/** As components/ui/badge.tsx shows them. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "danger";
