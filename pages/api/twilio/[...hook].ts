import type { NextApiRequest, NextApiResponse } from "next";
import { messageRoute } from "@/lib/messages/receive";
import { messageWebhook } from "@/lib/messages/registry";
import { type ApiRoute, send } from "@/lib/twilio/reply";
import { type AfterReport, voiceRoute } from "@/lib/voice/receive";
import { voiceWebhook } from "@/lib/voice/registry";

export const config = { api: { bodyParser: false } };

/** Loaded once they are needed: they have all of Twilio's SDK, for which no caller is to wait. */
const after: AfterReport = {
  async tend(tenantId, callId) {
    const { tendCall } = await import("@/lib/call-control/tend");
    await tendCall(tenantId, callId);
  },
  async stopTwins(line, callId, twins) {
    const { stopTwins } = await import("@/lib/queue/twins");
    await stopTwins(line, callId, twins);
  },
};

/** The webhook of a path below /api/twilio; undefined when no registry names it. */
function webhookAt([room, name = "", ...rest]: string[]): ApiRoute | undefined {
  if (rest.length > 0) return undefined;
  const voice = room === "voice" ? voiceWebhook(name) : undefined;
  if (voice) return voiceRoute(name, voice, after);
  const message = room === "messages" ? messageWebhook(name) : undefined;
  return message && messageRoute(name, message);
}

/**
 * One door for all of Twilio's webhooks: /api/twilio/voice/<name> and /api/twilio/messages/<name>,
 * as the registries name them.
 */
export default function twilio(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const webhook = webhookAt([request.query.hook ?? []].flat());
  if (!webhook) {
    send(response, { status: 404, text: "Not found" });
    return Promise.resolve();
  }
  return webhook(request, response);
}
