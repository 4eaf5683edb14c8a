import { tryDraft } from "@/lib/agent/try/run";
import { readTry } from "@/lib/agent/try/schema";
import { memberRoute } from "@/lib/auth/route";

/** What a draft of a voice agent answers, a line of JSON each, while it is said. */
export const POST = memberRoute(
  async (request, member) => {
    const events = await tryDraft(member, readTry(await request.json().catch(() => null)));
    const lines = events[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
      async cancel() {
        await lines.return?.(undefined);
      },
    });
    const headers = { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" };
    return new Response(body, { headers });
  },
  { role: "admin" },
);
