/**
 * LiveKit for a test's tenant: a project of its own at the stack's stand-in, as a company has one
 * at LiveKit Cloud. Tests share the stand-in, so each makes its own project and sees no other's
 * rooms, trunks, rules and webhooks.
 *
 *     const livekit = await makeLivekit();                // key, secret, url (ws://…), sipHost
 *     await livekit.rooms.listRooms();                    // LiveKit's own RoomServiceClient
 *     await livekit.sip.listSipInboundTrunk();            // and SipClient
 *     await livekit.token("user_1", { roomJoin: true, room: "r" }); // a token by hand
 *     await livekit.events();                             // every webhook, also lost ones
 *     await livekit.setFaults({ isAway: true });          // 503; or sipCode: 486; or
 *     await livekit.setFaults({ webhooks: [{ event: "participant_left", kind: "lose" }] });
 *     await livekit.settled();                            // all webhooks have been answered
 *
 * A caller comes in by the tenant's carrier: a Dial with
 * `<Sip username="…" password="…">sip:<number>@<sipHost>;transport=tcp?X-Ringbook-Call=…</Sip>`
 * rings in the room that the trunk's rule makes, until somebody there publishes sound.
 *
 * Webhooks go to the app's `/api/livekit/webhook`, signed with this project's key. What the app
 * knows of the project (`livekit_accounts`) the test writes itself, or sets up through the app.
 */
import { createHash } from "node:crypto";
import { AccessToken } from "livekit-server-sdk";
import { type LivekitEvent, type LivekitProject, livekitControl } from "@/local/livekit/control";
import { type Clients, clientsOf } from "@/local/livekit/testing/clients";
import { setUpRooms } from "@/local/tenant/plant-livekit";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

type Control = ReturnType<typeof livekitControl>;

export type TestLivekit = LivekitProject &
  Clients & {
    /** What the project has sent so far, in order. */
    events(): Promise<LivekitEvent[]>;
    setFaults(faults: Parameters<Control["setFaults"]>[1]): Promise<void>;
    /** Sends the webhooks that a fault kept back. */
    release(): Promise<void>;
    settled(): Promise<void>;
    /** Breaks the socket of a participant. */
    cut(room: string, identity: string): Promise<void>;
  };

/** `app` is where webhooks go when not to the app that all tests share. */
export async function makeLivekit(options: { app?: string } = {}): Promise<TestLivekit> {
  const origin = stack.urls.livekit;
  const control = livekitControl(origin);
  const webhookUrl = `${options.app ?? stack.urls.app}/api/livekit/webhook`;
  const project = await control.ensureProject({ webhookUrl });
  const { key } = project;
  return {
    ...project,
    ...clientsOf(origin, project),
    events: () => control.events(key),
    setFaults: (faults) => control.setFaults(key, faults),
    release: () => control.release(key),
    settled: () => control.settled(key),
    cut: (room, identity) => control.cut(key, room, identity),
  };
}

/** A tenant whose calls reach browsers in the rooms of a LiveKit project of its own. */
export async function makeTenantWithRooms() {
  const [tenant, livekit] = await Promise.all([makeTenant(), makeLivekit()]);
  await setUpRooms(admin, tenant.id, livekit);
  return { tenant, livekit };
}

/** What LiveKit signs a webhook with, by its own library. */
export async function signHook(
  body: string,
  { key, secret, ttl = 60, hash = true }: Signer,
): Promise<string> {
  const token = new AccessToken(key, secret, { ttl });
  if (hash) token.sha256 = createHash("sha256").update(body).digest("base64");
  return await token.toJwt();
}
type Signer = { key: string; secret: string; ttl?: number; hash?: boolean };

/** Sends a webhook as LiveKit does; gives the app's status. */
export async function postHook(body: string, authorization?: string): Promise<number> {
  const headers = {
    "content-type": "application/webhook+json",
    ...(authorization && { authorization }),
  };
  const url = `${stack.urls.app}/api/livekit/webhook`;
  return (await fetch(url, { method: "POST", body, headers })).status;
}
