import type { Finding } from "@/local/chaos/compare";
import type { Report } from "@/local/chaos/run";

const kinds: Finding["kind"][] = ["lost", "doubled", "wrong", "still open"];
const shown = 40;

const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** The report as lines; the last one is what people and CI read. */
export function reportLines({
  plan,
  storm,
  calls,
  ends,
  webhooks,
  findings,
  stories,
  settled,
}: Report) {
  const { kills, faults, clicks, shaped } = storm;
  const share = Math.round((100 * webhooks.dropped) / Math.max(1, webhooks.sent));
  const open = findings
    .slice(0, shown)
    .map(({ kind, of, call, why }) => `  ${kind} (${of}): ${call} ${why}`);
  const more = findings.length > shown ? [`  and ${findings.length - shown} more`] : [];
  return [
    `Seed ${plan.seed}: ${plan.calls.length} calls meant, ${calls.outbound + calls.inbound} at the carrier (${calls.outbound} out, ${calls.inbound} in, ${calls.legs} legs)`,
    `People: ${listed(clicks)}`,
    ...Object.entries(shaped).map(([name, done]) => `${name}: ${listed(done)}`),
    ...Object.entries(ends).map(([of, own]) => `Ends of ${of}: ${listed(own)}`),
    `Killed: app ${kills.app} times, Postgres ${kills.postgres} times, ` +
      `voice agents ${kills.agent} times`,
    `Webhooks: ${webhooks.sent} sent, ${webhooks.dropped} of them dropped (${share} %), ${webhooks.acknowledged} acknowledged, ${webhooks.fromMemory} of them from the memory of a copy that was then killed while the database was away; ${webhooks.apologies} callers heard an apology`,
    `Faults: ${listed(faults)}`,
    settled
      ? `Settled ${settled.afterFaults} s after the last fault, ${settled.afterCalls} s after the carrier was done`
      : "Not settled two minutes after the carrier was done",
    ...stories.map((line) => `  ${line}`),
    ...open,
    ...more,
    kinds
      .map((kind) => `${findings.filter((each) => each.kind === kind).length} ${kind}`)
      .join(", "),
  ];
}
