import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Figures } from "@/lib/agent/machine";
import { createRecording } from "@/lib/recordings/create";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { isOver, twilioFailure } from "@/lib/twilio/refusal";

/** The recording of a talk. Neither throws: a call goes on without one. */
export type Recording = {
  /**
   * From now on. `noted` gets when Twilio is asked for it, then the recording that it made; Twilio
   * is asked once the first was stored, so that what this process does not end a job does.
   */
  start(noted: (made: Pick<Figures, "recording_at" | "recording_sid">) => Promise<void>): void;
  /** What comes next along the route has a recording of its own. */
  stop(): Promise<void>;
};

type CallersLeg = {
  tenant_id: string;
  call_id: string;
  call_sid: string;
  account_sid: string;
  auth_token_ciphertext: string;
};

/** While the database is away a talk is recorded all the same. */
const storedWithinMs = 1_000;

/** Records the leg of a caller who talks with a voice agent; it ends with the leg at the latest. */
export function recordLeg({ tenant_id, call_id, call_sid, ...account }: CallersLeg): Recording {
  let made: Promise<string | null> | null = null;
  const client = () => twilioClient(openCredentials(tenant_id, account));

  async function create(): Promise<string | null> {
    try {
      return await createRecording(client(), call_id, call_sid);
    } catch (error) {
      // The caller has hung up meanwhile.
      if (!isOver(twilioFailure(error))) {
        console.error(`call ${call_id} goes on without a recording:`, error);
      }
      return null;
    }
  }

  return {
    start(noted) {
      if (made) return;
      const stored = noted({ recording_at: new Date().toISOString() });
      made = Promise.race([stored, pause(storedWithinMs, undefined, { ref: false })]).then(create);
      made.then((sid) => (sid ? noted({ recording_sid: sid }) : undefined));
    },
    async stop() {
      const sid = await made;
      if (!sid) return;
      try {
        // https://www.twilio.com/docs/voice/api/recording#update-a-recording-resource
        await client().calls(call_sid).recordings(sid).update({ status: "stopped" });
      } catch (error) {
        if (isOver(twilioFailure(error))) return;
        console.error(`the recording of call ${call_id} was not ended:`, error);
      }
    },
  };
}
