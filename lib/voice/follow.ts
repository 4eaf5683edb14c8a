import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { RouteFacts } from "@/lib/routing/facts";
import { keepPublished, publishedRoute } from "@/lib/routing/machine";
import type { Route } from "@/lib/routing/route";
import type { Hook } from "@/lib/twilio/webhook";
import { type Facts, voiceQuery } from "@/lib/voice/hook";

/** The published route that a call follows. */
export type Followed = { version: string; route: Route };

const followed = new WeakMap<Hook, Followed>();

/** Of each tenant, the last facts of its people: for a call while the database is away. */
const lastFacts = new Remembered<RouteFacts>(1_000);
const usableMs = 10 * 60_000;

/** In place of a route that cannot be read any more: the caller leaves a message. */
const onlyMessage: Route = {
  ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: null, steps: {} },
};

/** Finds out which route a webhook's call follows, once, before it is read. */
export async function findFollowed(hook: Hook, timeoutMs: number): Promise<void> {
  const { call, route: version } = voiceQuery(hook);
  if (version) {
    const route = await publishedRoute(hook.line.tenant_id, version, timeoutMs);
    followed.set(hook, { version, route: route ?? onlyMessage });
    return;
  }
  const number = hook.line.numbers.find((own) => own.number === hook.params.To);
  if (call || !number?.route_version) return;
  const route = keepPublished(hook.line.tenant_id, number.route_version, number.route);
  followed.set(hook, { version: number.route_version, route: route ?? onlyMessage });
}

/** Says which route a webhook's call follows, where it is read again. */
export function follow(hook: Hook, route: Followed): void {
  followed.set(hook, route);
}

/** The route of the webhook's call; null for a call that follows none. */
export function followedBy(hook: Hook): Followed | null {
  return followed.get(hook) ?? null;
}

/** What is known of the people, or was last: null for nothing. */
export function routeFacts({ line }: Hook, facts: Facts): RouteFacts | null {
  const known = RouteFacts.safeParse(facts?.routing);
  // Where a webhook is read again, it says nothing of today.
  const isLive = line.allowed !== null;
  if (known.success) {
    // Whose contact it is, and who talked with them, was known of that caller only.
    const ofNobody = { ...known.data, owner_id: null, last_speaker: null };
    if (isLive) lastFacts.set(line.tenant_id, ofNobody, Date.now());
    return known.data;
  }
  if (!isLive) return null;
  const last = lastFacts.get(line.tenant_id);
  return last && Date.now() - last.at < usableMs ? last.thing : null;
}
