import { tryDraft } from "@/lib/agent/try/run";
import { readTry } from "@/lib/agent/try/schema";
import type { TryEvent } from "@/lib/agent/try/talk";
import { memberRoute } from "@/lib/auth/route";
import { streamOf } from "@/lib/core/stream";

/** What a draft of a voice agent answers, a line of JSON each, while it is said. */
export const POST = memberRoute(
  async (request, member) => {
    const events = await tryDraft(member, readTry(await request.json().catch(() => null)));
    const headers = { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" };
    return new Response(streamOf(jsonLines(events)), { headers });
  },
  { role: "admin" },
);

async function* jsonLines(events: AsyncIterable<TryEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}
