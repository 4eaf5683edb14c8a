import { StreamEvent } from "@/lib/twilio/schema";
import { fieldReader, inboundIdOf, notOurs, type Reporting, voiceQuery } from "@/lib/voice/hook";

const fields = fieldReader(StreamEvent);

/** A caller's stream to a voice agent has begun, ended or failed. */
export const stream: Reporting = {
  read(hook) {
    const event = fields(hook);
    const { call } = voiceQuery(hook);
    if (!call) throw notOurs();
    const receivedAt = hook.receivedAt.toISOString();
    const at = event.Timestamp ?? receivedAt;
    const { StreamSid: name, StreamEvent: what } = event;
    const isStart = what === "stream-started";
    const span = { space: "stream" as const, name };
    return {
      type: "stream",
      dedupe_key: ["stream", name, what].join(":"),
      call_id: call,
      creates: call === inboundIdOf(hook, event) ? "inbound" : undefined,
      call_sid: event.CallSid,
      occurred_at: at,
      received_at: receivedAt,
      // Who was cut off by it was not served.
      ...(what === "stream-error" && {
        step: { kind: "agent_failed", reason: event.StreamError ?? "the stream failed" },
      }),
      spans: [{ ...span, ...(isStart ? { entered_at: at } : { left_at: at }) }],
      query: hook.query.toString(),
      data: hook.params,
    };
  },
};
