import { once } from "node:events";
import WebSocket from "ws";
import { z } from "zod";
import { toG711Bytes } from "@/local/carrier/media/g711";

const Event = z.looseObject({ type: z.string(), event_id: z.string() });
export type Event = z.infer<typeof Event>;

const FRAME_SAMPLES = 160;
const TAIL_FRAMES = 45;

export type Client = {
  /** All that came, oldest first. */
  events: Event[];
  send(type: string, fields: object): void;
  /** The next event of this type that was not given yet. */
  next(type: string): Promise<Event>;
  /** Sound in frames, as fast as it goes, and so much silence that the turn ends. */
  speak(samples: Int16Array): void;
  /** Resolves with the code once the server has closed the socket. */
  closed: Promise<number>;
  close(): void;
};

/** A client of the provider's protocol, which speaks mu-law. */
export async function connect(url: string, key = "sk-test"): Promise<Client> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/realtime?model=stand-in`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const events: Event[] = [];
  const given = new Set<Event>();
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    events.push(Event.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await once(socket, "open");
  const send = (type: string, fields: object) => socket.send(JSON.stringify({ type, ...fields }));
  return {
    events,
    closed,
    send,
    next: (type) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find((event) => event.type === type && !given.has(event));
          if (!found) return;
          given.add(found);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    speak(samples) {
      const all = new Int16Array(samples.length + TAIL_FRAMES * FRAME_SAMPLES);
      all.set(samples);
      for (let at = 0; at < all.length; at += FRAME_SAMPLES) {
        const frame = toG711Bytes(all.subarray(at, at + FRAME_SAMPLES));
        send("input_audio_buffer.append", { audio: Buffer.from(frame).toString("base64") });
      }
    },
    close: () => socket.close(),
  };
}
