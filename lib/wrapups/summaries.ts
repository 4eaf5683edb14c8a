import "server-only";
import { sentenceOf } from "@/lib/core/text";
import type { Person, Row } from "@/lib/wrapups/read";

/**
 * What a voice agent heard from callers before they come to people, in a sentence, by call: the
 * person who answers hears the same (private.agent_summary). Of calls that have ended, nothing.
 */
export async function readSummaries({ db, tenant }: Person, calls: readonly Pick<Row, Asked>[]) {
  const live = calls.filter(({ direction, stage }) => direction === "inbound" && stage !== "ended");
  if (live.length === 0) return new Map<string, string>();
  const { data, error } = await db
    .from("voice_agent_sessions")
    .select("call_id, outcome, summary, reason")
    .eq("tenant_id", tenant.id)
    .in(
      "call_id",
      live.map(({ id }) => id),
    )
    .order("started_at");
  if (error) throw new Error("What voice agents heard could not be read", { cause: error });
  return new Map(
    data.flatMap(({ call_id, outcome, summary, reason }) => {
      const ended = outcome === "failed" ? "the voice agent could not go on" : reason;
      const sentence = sentenceOf(summary ?? ended ?? "");
      return sentence ? [[call_id, sentence] as const] : [];
    }),
  );
}
type Asked = "id" | "direction" | "stage";
