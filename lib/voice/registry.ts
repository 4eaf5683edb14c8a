import type { VoiceRoute } from "@/lib/twilio/voice-routes";
import { agentDone } from "@/lib/voice/agent-done";
import { answer } from "@/lib/voice/answer";
import { client } from "@/lib/voice/client";
import { conference } from "@/lib/voice/conference";
import { connect } from "@/lib/voice/connect";
import { consult } from "@/lib/voice/consult";
import { dialed } from "@/lib/voice/dialed";
import { enter } from "@/lib/voice/enter";
import { held } from "@/lib/voice/held";
import type { Asking, Reporting } from "@/lib/voice/hook";
import { join } from "@/lib/voice/join";
import { queue } from "@/lib/voice/queue";
import { recording } from "@/lib/voice/recording";
import { screen } from "@/lib/voice/screen";
import { status } from "@/lib/voice/status";
import { step } from "@/lib/voice/step";
import { stream } from "@/lib/voice/stream";
import { transferred } from "@/lib/voice/transferred";
import { voicemail } from "@/lib/voice/voicemail";

/**
 * Every voice webhook, by the last part of its path below /api/twilio/voice/, which is also the
 * type of its events. Twilio waits for those with `decide`.
 */
const webhooks: Record<VoiceRoute, Asking | Reporting> = {
  "agent-done": agentDone,
  answer,
  client,
  conference,
  connect,
  consult,
  dialed,
  enter,
  held,
  join,
  queue,
  recording,
  screen,
  status,
  step,
  stream,
  transferred,
  voicemail,
};

const byName: ReadonlyMap<string, Asking | Reporting> = new Map(Object.entries(webhooks));

/** The names of all of them, sorted. */
export const voiceWebhookNames: string[] = Object.keys(webhooks).sort();

/** The webhook of this name, which reads events of this type; undefined when there is none. */
export function voiceWebhook(name: string): Asking | Reporting | undefined {
  return byName.get(name);
}

export function isAsking(webhook: Asking | Reporting): webhook is Asking {
  return "decide" in webhook;
}

/** What answers events of this type; undefined if nobody waits for an answer. */
export function askingWebhook(eventType: string): Asking | undefined {
  const webhook = voiceWebhook(eventType);
  return webhook && isAsking(webhook) ? webhook : undefined;
}
