import type { RawData, WebSocket } from "ws";
import { z } from "zod";
import { AgentSettings } from "@/lib/agent/settings/schema";
import type { Browsers } from "@/lib/agent/sound/browsers";
import { closings } from "@/lib/agent/sound/closings";
import type { Listening } from "@/lib/agent/sound/listeners";
import { readSoundToken, type SoundGrant, type UsedTokens } from "@/lib/agent/sound/token";
import { openTrial, type TrialTalk } from "@/lib/agent/sound/trial";
import type { Talks } from "@/workers/agent/stream";

/** How long a browser that was sent away may take to leave. */
const leaveMs = 2_000;
/** How long a socket may be silent before it says what it is for. */
const startMs = 10_000;
/** A browser that does not take what it is sent is gone. */
const maxBufferedBytes = 200_000;
/** More of a microphone in one message is not sound of this moment. */
const maxSoundBytes = 4_000;

const First = z.object({ token: z.string().max(1_000), draft: AgentSettings.optional() });

/** Of the process. */
type Door = {
  url: string;
  used: UsedTokens;
  /** The sockets that have not said what they are for, or may not have it. */
  unknown: Set<WebSocket>;
  /** The others. */
  browsers: Browsers;
};

/**
 * A browser of the company: it listens to a live talk, or tries a draft by microphone. Nothing is
 * opened for it before its token was checked.
 */
export function serveSound(socket: WebSocket, talks: Talks, door: Door): void {
  const { url, used, unknown, browsers } = door;
  unknown.add(socket);
  const timer = setTimeout(() => {
    socket.off("message", start);
    socket.terminate();
  }, startMs);
  socket.on("error", () => socket.terminate());
  socket.once("close", () => {
    clearTimeout(timer);
    unknown.delete(socket);
  });
  socket.once("message", start);

  function start(data: RawData) {
    clearTimeout(timer);
    const first = readFirst(String(data));
    const grant = first && readSoundToken(first.token, new Date(), used);
    if (!grant || grant.url !== url) return socket.close(closings.refused);
    unknown.delete(socket);
    socket.once(
      "close",
      browsers.enter(grant, () => forbid(socket)),
    );
    if (grant.session_id !== null) listen(socket, talks, grant.session_id);
    else if (first.draft) {
      tryDraft(socket, talks, grant, first.draft).catch((error: unknown) => {
        console.error("A trial could not begin:", error);
        socket.close(1011);
      });
    } else socket.close(closings.refused);
  }
}

function forbid(socket: WebSocket): void {
  socket.close(closings.forbidden);
  const timer = setTimeout(() => socket.terminate(), leaveMs);
  socket.once("close", () => clearTimeout(timer));
}

function readFirst(text: string) {
  try {
    return First.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function send(socket: WebSocket, data: Uint8Array | string): void {
  if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
  else if (socket.readyState === socket.OPEN) socket.send(data);
}

function listen(socket: WebSocket, talks: Talks, sessionId: string): void {
  const listeners = talks.listeners.get(sessionId);
  if (!listeners) {
    socket.close(closings.over);
    return;
  }
  const person: Listening = {
    hears: (sound) => send(socket, sound),
    over: () => socket.close(1000),
  };
  if (listeners.add(person)) socket.once("close", () => listeners.remove(person));
  else socket.close(closings.full);
}

async function tryDraft(
  socket: WebSocket,
  talks: Talks,
  { tenant_id: tenantId, user_id: userId }: SoundGrant,
  draft: AgentSettings,
): Promise<void> {
  if (!talks.places.takeForTrial(tenantId)) return socket.close(closings.busy);
  let talk: TrialTalk | null = null;
  let isFree = false;
  const free = () => {
    if (!isFree) talks.places.freeTrial(tenantId);
    isFree = true;
  };
  socket.once("close", () => {
    talk?.left();
    free();
  });
  const trial = { tenantId, userId, draft, standIn: talks.standIn };
  try {
    const opened = await openTrial(trial, {
      sounds: (bytes) => send(socket, bytes),
      written: ({ turns, tools, figures: { reason } }) =>
        send(socket, JSON.stringify({ turns, tools, ...(reason && { reason }) })),
      ended: (outcome) => {
        send(socket, JSON.stringify({ outcome }));
        socket.close(1000);
      },
    });
    if ("refused" in opened) return socket.close(closings[opened.refused]);
    talk = opened;
  } catch (error) {
    free();
    throw error;
  }
  const { hear, left } = talk;
  if (socket.readyState !== socket.OPEN) return left();
  socket.on("message", (data, isBinary) => {
    if (!isBinary || !Buffer.isBuffer(data) || data.length > maxSoundBytes) return;
    hear(data);
  });
}
