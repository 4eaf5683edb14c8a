import type { MessageWebhooks, NumberWebhooks } from "@/lib/twilio/numbers";

/** What to say, and whether to ask, before a number's calls are sent to Ringbook. */
export type WebhookPlan =
  | { kind: "set" }
  | { kind: "free" }
  | { kind: "replace" }
  | { kind: "overridden"; by: "app" | "trunk"; sid: string };

/** Compares where a number's calls go now with where Ringbook wants them. */
export function planWebhooks(now: NumberWebhooks, wanted: NumberWebhooks): WebhookPlan {
  if (now.trunk_sid) return { kind: "overridden", by: "trunk", sid: now.trunk_sid };
  if (now.voice_application_sid) {
    return { kind: "overridden", by: "app", sid: now.voice_application_sid };
  }
  if (sameWebhooks(now, wanted)) return { kind: "set" };
  return now.voice_url || now.status_callback ? { kind: "replace" } : { kind: "free" };
}

/** Where a number's messages go, seen from where Ringbook wants them. */
export type MessagePlan = { kind: "set" | "free" | "replace" | "overridden" };

export function planMessages(now: MessageWebhooks, wanted: MessageWebhooks): MessagePlan {
  if (now.sms_application_sid) return { kind: "overridden" };
  if (!now.sms_url) return { kind: "free" };
  const isSame = now.sms_url === wanted.sms_url && now.sms_method === wanted.sms_method;
  return { kind: isSame ? "set" : "replace" };
}

/** Stands for where messages went when someone agreed to change it. */
export function messagesFingerprint(now: MessageWebhooks): string {
  return JSON.stringify([now.sms_url, now.sms_url && now.sms_method, now.sms_application_sid]);
}

/** A method only counts where there is a URL. */
export function sameWebhooks(one: NumberWebhooks, other: NumberWebhooks): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** Stands for what someone was shown, so that what they agreed to replace is what is replaced. */
export function fingerprint(webhooks: NumberWebhooks): string {
  const call = (url: string, method: string) => (url ? `${method.toUpperCase()} ${url}` : "");
  return JSON.stringify([
    call(webhooks.voice_url, webhooks.voice_method),
    call(webhooks.status_callback, webhooks.status_callback_method),
    webhooks.voice_application_sid,
    webhooks.trunk_sid,
  ]);
}

/**
 * What Undo should bring back: what was there before Ringbook, not an older address of Ringbook's
 * own.
 */
export function keepForUndo(
  now: NumberWebhooks,
  kept: NumberWebhooks | null,
  wanted: NumberWebhooks,
): NumberWebhooks {
  return kept && comesHere(now, wanted) ? kept : now;
}

/** True of webhooks that Ringbook has set, an earlier one at another public address too. */
export function comesHere(now: NumberWebhooks, wanted: NumberWebhooks): boolean {
  if (now.trunk_sid || now.voice_application_sid) return false;
  return path(now.voice_url) === path(wanted.voice_url);
}

function path(url: string): string | undefined {
  return URL.parse(url)?.pathname;
}
