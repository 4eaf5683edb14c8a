import type { CountryPapers, Paper } from "@/lib/twilio/number-papers";

/** Whether the account has what a country asks for, with what it would use. */
export type PapersPlan =
  | { kind: "none" }
  | { kind: "ready"; bundle: Paper | null; address: Paper | null }
  | { kind: "missing"; bundle: boolean; address: boolean; waiting: number; documents: string[] };

/** Compares what is asked for a number with what the account has; the newest of each is taken. */
export function planPapers(needsAddress: boolean, papers: CountryPapers): PapersPlan {
  const { documents, bundles, addresses, waiting } = papers;
  const needsBundle = documents.length > 0;
  if (!needsBundle && !needsAddress) return { kind: "none" };
  const bundle = needsBundle ? (bundles[0] ?? null) : null;
  const address = needsAddress ? (addresses[0] ?? null) : null;
  const lacks = { bundle: needsBundle && !bundle, address: needsAddress && !address };
  if (lacks.bundle || lacks.address) return { kind: "missing", ...lacks, waiting, documents };
  return { kind: "ready", bundle, address };
}
