import type { RawData } from "ws";
import { z } from "zod";

/** One Phoenix message: https://hexdocs.pm/phoenix/writing_a_channels_client.html */
export type Frame = {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: unknown;
};

export type Version = "1.0.0" | "2.0.0";

const Ref = z
  .string()
  .nullish()
  .transform((ref) => ref ?? null);
const One = z.object({
  topic: z.string(),
  event: z.string(),
  payload: z.unknown(),
  ref: Ref,
  join_ref: Ref,
});
const Two = z.tuple([Ref, Ref, z.string(), z.string(), z.unknown()]);

/** The kind byte of a broadcast that a client pushes in binary form, and its JSON encoding. */
const userBroadcastPush = 3;
const jsonEncoding = 1;

function readBinary(bytes: Buffer): Frame | undefined {
  const [kind, joinRefSize = 0, refSize = 0, topicSize = 0, eventSize = 0, metaSize = 0, encoding] =
    bytes;
  if (kind !== userBroadcastPush) return undefined;
  let at = 7;
  const take = (size: number) => {
    at += size;
    return bytes.toString("utf8", at - size, at);
  };
  const [joinRef, ref, topic, event] = [joinRefSize, refSize, topicSize, eventSize].map(take);
  if (topic === undefined || event === undefined) return undefined;
  take(metaSize);
  const rest = bytes.subarray(at);
  if (encoding !== jsonEncoding) return undefined;
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload: JSON.parse(rest.toString("utf8")) },
  };
}

/** Reads what a client sent, undefined when it is no Phoenix message. */
export function readFrame(data: RawData, isBinary: boolean, version: Version): Frame | undefined {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data));
  try {
    if (isBinary) return readBinary(bytes);
    const message: unknown = JSON.parse(bytes.toString("utf8"));
    if (version === "2.0.0") {
      const [joinRef, ref, topic, event, payload] = Two.parse(message);
      return { joinRef, ref, topic, event, payload };
    }
    const { join_ref, ...frame } = One.parse(message);
    return { ...frame, joinRef: join_ref };
  } catch {
    return undefined;
  }
}

/** Writes a message in the form the client's version reads. */
export function writeFrame(frame: Frame, version: Version): string {
  const { joinRef, ref, topic, event, payload } = frame;
  return JSON.stringify(
    version === "2.0.0"
      ? [joinRef, ref, topic, event, payload]
      : { topic, event, payload, ref, join_ref: joinRef },
  );
}
