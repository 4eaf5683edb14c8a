import type { NextApiRequest, NextApiResponse } from "next";
import { AppError } from "@/lib/core/errors";
import { readRawBody } from "@/lib/core/raw-body";
import { readLivekitHook } from "@/lib/livekit/hook";

export const config = { api: { bodyParser: false } };

const largestBody = 256 * 1024;

/**
 * LiveKit's webhook: JWT over the raw body → tenant → event, taken once. 403 and nothing written
 * for what no tenant's secret signed; 503 while the database is away, which LiveKit sends again;
 * 204 for what is no event of a tenant's room.
 */
export default async function livekit(request: NextApiRequest, response: NextApiResponse) {
  const { status, text, later } = await answerTo(request);
  response.setHeader("cache-control", "private, no-store");
  if (status === 405) response.setHeader("allow", "POST");
  // What may still come of a body that is refused is dropped, and the connection with it.
  if (status === 408 || status === 413) response.setHeader("connection", "close");
  response.status(status);
  if (text) response.setHeader("content-type", "text/plain; charset=utf-8").end(text);
  else response.end();
  await later?.().catch((error) => console.error("a room was not looked at again:", error));
}

const refusals = {
  too_large: { status: 413, text: "Too large" },
  too_slow: { status: 408, text: "Too slow" },
  broken_off: { status: 400, text: "Bad request: it broke off" },
};

/** Loaded once it is needed, as what tends calls: it has all of Twilio's SDK. */
async function take({ tenantId, event }: NonNullable<Awaited<ReturnType<typeof readLivekitHook>>>) {
  const { takeRoomEvent } = await import("@/lib/rooms/events");
  return takeRoomEvent(tenantId, event);
}

type Answer = { status: number; text?: string; later?: (() => Promise<void>) | null };

async function answerTo(request: NextApiRequest): Promise<Answer> {
  if (request.method !== "POST") return { status: 405 };
  const { authorization } = request.headers;
  if (!authorization) return { status: 403, text: "Forbidden" };
  const body = await readRawBody(request, largestBody);
  if ("problem" in body) return refusals[body.problem];
  try {
    const hook = await readLivekitHook(body.text, authorization);
    const later = hook && (await take(hook));
    return { status: 204, later };
  } catch (error) {
    if (error instanceof AppError && error.kind === "forbidden") {
      return { status: 403, text: "Forbidden" };
    }
    console.error("LiveKit webhook failed:", error);
    return { status: 503, text: "Try again" };
  }
}
