import { reportHeard, reportSilent } from "@/components/rooms/ask-room";
import {
  decideSilence,
  type Heard,
  heardOf,
  type Look,
  type Silent,
} from "@/components/rooms/silence";

const lookEveryMs = 500;

/**
 * Tells the server while somebody speaks in a room, and counts down when nobody does. The server
 * keeps the clock, for all browsers in the room; it alone ends the call.
 */
export function watchSilence(
  callId: string,
  {
    isSpeaking,
    isTalk,
    onChange,
  }: {
    isSpeaking: () => boolean;
    /** People are connected: anything before is no silence. */
    isTalk: () => boolean;
    onChange: (endsInSeconds: number | null) => void;
  },
) {
  let heard: Heard = null;
  let quietSince = Date.now();
  let said: Look["said"] = null;
  let shown: number | null = null;
  let isOver = false;

  function show(endsInSeconds: number | null) {
    if (endsInSeconds === shown || isOver) return;
    shown = endsInSeconds;
    onChange(endsInSeconds);
  }

  function look() {
    if (isOver) return;
    const now = Date.now();
    const isSomebody = isSpeaking();
    const canHear = isTalk();
    if (isSomebody || !canHear) quietSince = now;
    if (!canHear) return show(null);
    const seen = { heard, isSpeaking: isSomebody, quietSince, said, now };
    const { post, endsInSeconds } = decideSilence(seen);
    show(endsInSeconds);
    if (!post) return;
    said = { isSpeaking: post === "speaking", at: now };
    void send(post);
  }

  async function send(post: NonNullable<Silent["post"]>) {
    const answer =
      post === "silent" ? reportSilent(callId) : reportHeard(callId, post === "speaking");
    const silence = await answer;
    if (silence) heard = heardOf(silence, Date.now(), heard);
    look();
  }

  const timer = setInterval(look, lookEveryMs);
  return {
    look,
    stop() {
      isOver = true;
      clearInterval(timer);
    },
  };
}
