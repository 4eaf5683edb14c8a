import { askSocket } from "@/components/voice-agent/ask-socket";
import { type Levels, type LineSound, openLineSound } from "@/components/voice-agent/line-sound";
import { closings } from "@/lib/agent/sound/closings";
import { trialsSpent } from "@/lib/agent/sound/words";

type Wanted = {
  /** The route that says where, and what is sent to it. */
  path: string;
  body?: object;
  /** What is sent to the process besides the token. */
  first?: object;
  tracks: number;
  microphone?: MediaStream;
};

type On = {
  opened(): void;
  levels(levels: Levels): void;
  says?(text: string): void;
  /** Once; with a sentence where it was not to end. */
  closed(problem: string | null): void;
};

const broken = "Sound isn't available right now. Reload the page and try again.";
const sentences: Record<number, string | null> = {
  1000: null,
  1001: "The voice agent is being restarted. Try again in a moment.",
  [closings.refused]: "The connection was refused. Try again.",
  [closings.spent]: trialsSpent,
  [closings.forbidden]: "You may no longer listen or try here.",
  [closings.over]: "This call with the voice agent is over.",
  [closings.busy]: "No voice agent is free right now. Try again in a moment.",
  [closings.full]: "No more people can listen at the moment.",
};

/** Sound between this page and a voice agent's process. `close` ends it, and says so. */
export function openSoundSocket(wanted: Wanted, on: On): { close(): void } {
  let sound: LineSound | null = null;
  let socket: WebSocket | null = null;
  let isOver = false;

  function end(problem: string | null) {
    if (isOver) return;
    isOver = true;
    socket?.close();
    if (sound) sound.close();
    else for (const track of wanted.microphone?.getTracks() ?? []) track.stop();
    on.closed(problem);
  }

  async function open() {
    const { path, body, first, tracks, microphone } = wanted;
    sound = await openLineSound(microphone ? { tracks, microphone } : { tracks }, {
      levels: on.levels,
      spoken: (part) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(part);
      },
    });
    if (isOver) return sound.close();
    const answer = await askSocket(path, body);
    if (isOver) return sound.close();
    if ("problem" in answer) return end(answer.problem);
    const opened = new WebSocket(answer.url);
    socket = opened;
    opened.binaryType = "arraybuffer";
    opened.onopen = () => {
      opened.send(JSON.stringify({ ...first, token: answer.token }));
      on.opened();
    };
    opened.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === "string") on.says?.(data);
      else sound?.play(data);
    };
    opened.onclose = ({ code }) => end(code in sentences ? (sentences[code] ?? null) : broken);
  }

  open().catch(() => end(broken));
  return { close: () => end(null) };
}
