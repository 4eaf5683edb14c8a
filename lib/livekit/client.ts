import "server-only";
import { lookup } from "node:dns/promises";
import { setTimeout as pause } from "node:timers/promises";
import { RoomServiceClient, SipClient } from "livekit-server-sdk";
import { env } from "@/lib/core/env";
import { isPrivateAddress } from "@/lib/core/public-address";
import { asRefusal, Unreachable } from "@/lib/livekit/refusal";

/** How to ask a project's API. */
export type Project = { url: string; api_key: string; api_secret: string };

/** Of one request, in seconds. */
const requestTimeout = 5;
const answerTimeoutMs = 2_500;

/** Where LiveKit's API answers, of the address that browsers open their sockets to. */
function apiUrl(url: string): string {
  return url.replace(/^ws/, "http");
}

/**
 * Asks LiveKit about rooms. Throws what asRefusal makes of LiveKit's answer, `Unreachable` where
 * there is none.
 */
export function askRooms<T>(project: Project, ask: (rooms: RoomServiceClient) => Promise<T>) {
  const { api_key, api_secret } = project;
  return asking(project, (url) =>
    ask(new RoomServiceClient(url, api_key, api_secret, { requestTimeout })),
  );
}

/** As askRooms, about trunks and dispatch rules. */
export function askSip<T>(project: Project, ask: (sip: SipClient) => Promise<T>) {
  const { api_key, api_secret } = project;
  return asking(project, (url) => ask(new SipClient(url, api_key, api_secret, { requestTimeout })));
}

async function asking<T>({ url }: Project, ask: (url: string) => Promise<T>): Promise<T> {
  const api = apiUrl(url);
  await requirePublic(api);
  return ask(api).catch((error: unknown) => {
    throw asRefusal(error);
  });
}

/**
 * Whether a LiveKit answers in time, which finding its name counts towards: anything but an error
 * of its own will do.
 */
export function answers(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(answerTimeoutMs);
  const answered = ping(apiUrl(url), signal).catch(() => false);
  return Promise.race([answered, pause(answerTimeoutMs, false, { ref: false })]);
}

async function ping(api: string, signal: AbortSignal): Promise<boolean> {
  await requirePublic(api);
  return (await fetch(api, { redirect: "manual", signal })).status < 500;
}

/** A name that leads to a private address is not asked, except the stand-in's. */
async function requirePublic(api: string): Promise<void> {
  const { LIVEKIT_STAND_IN_URL } = env();
  const { origin, hostname } = new URL(api);
  if (LIVEKIT_STAND_IN_URL && new URL(LIVEKIT_STAND_IN_URL).origin === origin) return;
  const found = await lookup(hostname, { all: true }).catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (found.some(({ address }) => isPrivateAddress(address))) {
    throw new Unreachable(`${hostname} leads to a private address`);
  }
}
