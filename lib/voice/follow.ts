import "server-only";
import { Remembered } from "@/lib/core/remembered";
import { missingAudio } from "@/lib/files/presence";
import { RouteFacts } from "@/lib/routing/facts";
import { keepPublished, publishedRoute } from "@/lib/routing/machine";
import type { Route } from "@/lib/routing/route";
import { audioOf } from "@/lib/routing/sounds";
import type { Hook } from "@/lib/twilio/webhook";
import { type Facts, voiceQuery } from "@/lib/voice/hook";

/** The published route that a call follows, and the audio files of it that cannot be had. */
export type Followed = { version: string; route: Route; missing: ReadonlySet<string> };

/** How long a caller waits for whether their route's audio is there. */
const audioTimeoutMs = 300;

const followed = new WeakMap<Hook, Followed>();

/** Of each tenant, the last facts of its people: for a call while the database is away. */
const lastFacts = new Remembered<RouteFacts>(1_000);
const ofTheirCall = {
  ...{ owner_id: null, last_speaker: null, queue: null, agents: {}, agent_end: null },
};
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
    await followIn(hook, version, route);
    return;
  }
  const number = hook.line.numbers.find((own) => own.number === hook.params.To);
  if (call || !number?.route_version) return;
  const route = keepPublished(hook.line.tenant_id, number.route_version, number.route);
  await followIn(hook, number.route_version, route);
}

async function followIn(hook: Hook, version: string, found: Route | null): Promise<void> {
  const route = found ?? onlyMessage;
  const missing = await missingAudio(hook.line.tenant_id, audioOf(route), audioTimeoutMs);
  followed.set(hook, { version, route, missing });
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
    // Whose contact it is, who talked with them and where they stand, is of that caller only.
    const ofNobody = { ...known.data, ...ofTheirCall };
    if (isLive) {
      // Each answer knows the groups of the next steps only.
      const groups = { ...lastFacts.get(line.tenant_id)?.thing.groups, ...known.data.groups };
      lastFacts.set(line.tenant_id, { ...ofNobody, groups }, Date.now());
    }
    return known.data;
  }
  if (!isLive) return null;
  const last = lastFacts.get(line.tenant_id);
  return last && Date.now() - last.at < usableMs ? last.thing : null;
}
