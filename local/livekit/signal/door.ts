import type { IncomingMessage } from "node:http";
import { checkToken } from "@/local/livekit/auth/claims";
import type { Directory } from "@/local/livekit/directory";
import type { Entry } from "@/local/livekit/signal/join";
import { type Joining, readJoining } from "@/local/livekit/signal/join-request";

type Refusal = { status: 400 | 401 | 404 | 503; message: string };
type Permit = Omit<Entry, "joining">;

export function isRefusal<T extends object>(answer: T | Refusal): answer is Refusal {
  return "status" in answer;
}

/** Who may come in, by the token of the address or of the header. */
export function whoJoins(
  directory: Directory,
  url: URL,
  authorization: string | undefined,
): Permit | Refusal {
  const token = authorization?.replace(/^Bearer /, "") ?? url.searchParams.get("access_token");
  const check = checkToken(token ?? "", (key) => directory.find(key)?.secret, Date.now());
  if (check.kind === "refused") return { status: 401, message: check.message };
  const { claims } = check;
  const project = directory.find(check.apiKey);
  const grant = claims.video;
  if (!project || !grant?.roomJoin) return { status: 401, message: "permissions denied" };
  if (project.faults.isAway) return { status: 503, message: "service unavailable" };
  if (claims.sub === "") return { status: 400, message: "identity cannot be empty" };
  const room = grant.room || (url.searchParams.get("room") ?? "");
  if (room === "") return { status: 400, message: "room name cannot be empty" };
  if (project.rooms.get(room)?.isFull) return { status: 503, message: "room is full" };
  return { project, claims, grant: { ...grant, room } };
}

/** A socket's request, as far as it is one of a browser that may join. */
export function entryOf(directory: Directory, request: IncomingMessage): Entry | Refusal {
  const url = URL.parse(request.url ?? "", "http://livekit");
  if (!url || !/^\/rtc(\/v1)?$/.test(url.pathname)) return notFound;
  const permit = whoJoins(directory, url, request.headers.authorization);
  if (isRefusal(permit)) return permit;
  const joining: Joining | null = readJoining(url);
  return joining ? { ...permit, joining } : { status: 400, message: "cannot decode join request" };
}

const notFound: Refusal = { status: 404, message: "404 page not found" };
