import type { NextApiRequest, NextApiResponse } from "next";
import { tendCall } from "@/lib/call-control/tend";
import { send } from "@/lib/twilio/reply";
import { voiceRoute } from "@/lib/voice/receive";
import { voiceWebhook } from "@/lib/voice/registry";

export const config = { api: { bodyParser: false } };

/** One door for all of Twilio's webhooks: /api/twilio/voice/<name>, as the registry names them. */
export default function twilio(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const [room, name = "", ...rest] = [request.query.hook ?? []].flat();
  const webhook = room === "voice" && rest.length === 0 ? voiceWebhook(name) : undefined;
  if (!webhook) {
    send(response, { status: 404, text: "Not found" });
    return Promise.resolve();
  }
  return voiceRoute(name, webhook, tendCall)(request, response);
}
