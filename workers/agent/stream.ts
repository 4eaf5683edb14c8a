import type { WebSocket } from "ws";
import { type FromTwilio, readFromTwilio, type ToTwilio } from "@/lib/agent/media-stream";
import { openTalk } from "@/lib/agent/open-talk";
import type { Places } from "@/lib/agent/places";
import { recordLeg } from "@/lib/agent/recording";
import type { AgentSession } from "@/lib/agent/session";
import { Listeners } from "@/lib/agent/sound/listeners";
import type { Warm } from "@/lib/agent/warm";
import type { Line } from "@/lib/lines/line";
import { readStreamToken } from "@/lib/twilio/stream-token";
import { noticeFor } from "@/lib/voice/notice";
import { warmKey } from "@/workers/agent/expect";

/** How long a socket may be silent before it says what it is for. */
const startMs = 10_000;
/** Twilio takes 8 kB a second: a megabyte behind is a dead line. */
const maxBufferedBytes = 1_000_000;
/** What comes in while the talk is being opened: 20 ms each. */
const maxEarly = 500;

export type Talks = {
  workerId: string;
  standIn: string | undefined;
  warm: Warm;
  live: Map<string, AgentSession>;
  /** Who may listen to them, by the same ids. */
  listeners: Map<string, Listeners>;
  places: Places;
};

type Start = Extract<FromTwilio, { event: "start" }>["start"];

/** One stream of Twilio's: nothing is opened for it before its token was checked. */
export function serveStream(socket: WebSocket, line: Line, talks: Talks): void {
  let talk: AgentSession | null = null;
  let isStarted = false;
  const early: FromTwilio[] = [];
  const listeners = new Listeners();
  const timer = setTimeout(() => socket.close(1008), startMs);
  socket.on("message", (data) => {
    const message = readFromTwilio(String(data));
    if (!message) return;
    if (message.event === "media") listeners.fromCaller(message.media.payload);
    if (message.event === "start" && !isStarted) {
      isStarted = true;
      clearTimeout(timer);
      start(message.start).catch((error: unknown) => {
        console.error("A talk could not begin:", error);
        socket.close(1011);
      });
    } else if (talk) talk.fromTwilio(message);
    else if (isStarted && early.length < maxEarly) early.push(message);
  });
  socket.on("error", () => socket.terminate());
  socket.once("close", () => {
    clearTimeout(timer);
    talk?.callerLeft();
  });

  async function start({ streamSid, accountSid, callSid, customParameters, mediaFormat }: Start) {
    const grant = readStreamToken(customParameters.token ?? "", new Date());
    const isTheirs =
      grant?.tenant_id === line.tenant_id &&
      grant.call_sid === callSid &&
      accountSid === line.account_sid;
    const isMulaw = mediaFormat.encoding === "audio/x-mulaw" && mediaFormat.sampleRate === 8000;
    if (!grant || !isTheirs || !isMulaw || !talks.places.take()) return socket.close(1008);
    let id = "";
    let isFree = false;
    const ended = () => {
      if (isFree) return;
      isFree = true;
      talks.live.delete(id);
      talks.listeners.delete(id);
      listeners.close();
      talks.places.free();
    };
    const { workerId, standIn } = talks;
    const send = (message: ToTwilio) => {
      listeners.toCaller(message);
      if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        socket.send(JSON.stringify({ ...message, streamSid }));
      }
    };
    const twilio = { send, close: () => socket.close(1000) };
    try {
      const isRecorded = line.recording_enabled && !grant.unrecorded;
      const isAnnounced = (phone: string) =>
        isRecorded && !grant.noticed && noticeFor(line, phone) !== null;
      const recording = isRecorded ? recordLeg({ ...line, ...grant }) : null;
      const warm: Parameters<typeof openTalk>[0]["warm"] = (of, on) =>
        talks.warm.take(warmKey(grant), of, on);
      const of = { grant, workerId, standIn, recording, warm };
      const opened = await openTalk({ ...of, twilio, ended, isAnnounced });
      if (!opened) {
        ended();
        return socket.close(1008);
      }
      id = opened.id;
      talk = opened.talk;
      if (!isFree) {
        talks.live.set(id, opened.talk);
        talks.listeners.set(id, listeners);
      }
      for (const message of early) opened.talk.fromTwilio(message);
      if (socket.readyState !== socket.OPEN) opened.talk.callerLeft();
    } catch (error) {
      ended();
      throw error;
    }
  }
}
