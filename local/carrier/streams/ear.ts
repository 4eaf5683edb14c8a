import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { Call } from "@/local/carrier/engine/call";
import { lineOf } from "@/local/carrier/streams/line";

/** What is heard on a leg from now on, as bytes of mu-law, until it ends or nobody listens. */
export function streamEar(call: Call, c: Context): Response {
  c.header("Content-Type", "audio/basic");
  return stream(c, async (out) => {
    const stop = lineOf(call).listen((frame) => void out.write(frame));
    await new Promise<void>((gone) => {
      out.onAbort(gone);
      call.atEnd(gone);
    });
    stop();
  });
}
