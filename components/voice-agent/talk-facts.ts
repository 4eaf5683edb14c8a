import { money } from "@/components/costs/money";
import type { AgentTalk } from "@/lib/agent/desk/talk";

type Talk = Pick<
  AgentTalk,
  "model" | "interruptions" | "silences" | "reconnects" | "rating" | "notice_heard_at"
> & {
  usage: AgentTalk["usage"];
  figures: { cost: number | null } | null;
};

/** What is worth knowing of a talk as a whole. */
export function factsOf(talk: Talk): string[] {
  const { model, interruptions, silences, reconnects, usage, figures, rating } = talk;
  const isNoticed = talk.notice_heard_at !== null;
  const tokens = numberOf(usage, "total_tokens");
  return [
    model ?? "",
    interruptions > 0
      ? `${interruptions} ${interruptions === 1 ? "interruption" : "interruptions"}`
      : "",
    silences > 0 ? `${silences} ${silences === 1 ? "silence" : "silences"}` : "",
    reconnects > 0 ? `reconnected ${reconnects === 1 ? "once" : `${reconnects} times`}` : "",
    // Providers report what was used in numbers of their own; the sum is what they have in common.
    tokens ? `${tokens.toLocaleString("en-US")} tokens` : "",
    figures && model ? costWords(figures.cost, usage) : "",
    isNoticed ? "the caller heard the recording notice" : "",
    rating ? `rated ${rating} of 5 by the caller` : "",
  ].filter(Boolean);
}

/** A cost is unknown for one of two reasons: private.talk_cost. */
function costWords(cost: number | null, usage: Talk["usage"]): string {
  if (cost !== null) return `${money(Number(cost), "USD")} for the model`;
  const isByKind = ["input_text_tokens", "output_text_tokens"].every(
    (kind) => numberOf(usage, kind) !== null,
  );
  return isByKind
    ? "cost unknown: no price was entered for the model"
    : "cost unknown: the provider reported no use by kind";
}

function numberOf(usage: Talk["usage"], kind: string): number | null {
  if (typeof usage !== "object" || usage === null || Array.isArray(usage)) return null;
  const count = usage[kind];
  return typeof count === "number" ? count : null;
}
