import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";
import type { Account } from "@/local/carrier/engine/account";

/** An authenticated request of one account. */
export type RestContext = {
  account: Account;
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  /** Whether a number is somebody's already, in any account. */
  isTaken(phoneNumber: string): boolean;
  /** What stands at a named place of the route's path, without an extension. */
  param(name: string): string;
};

export type RestReply =
  | { kind: "json"; status: number; body: Record<string, unknown> }
  | { kind: "empty"; status: number }
  | { kind: "audio"; audio: RecordingAudio }
  | { kind: "file"; status: 200; contentType: string; bytes: Buffer };

export type RestRoute = {
  method: "GET" | "POST" | "DELETE";
  /** What follows `/2010-04-01/Accounts/{sid}`, in Hono's notation (see `one`). */
  path: string;
  handle(context: RestContext): RestReply | Promise<RestReply>;
};

/** The place of a SID in a route's path: `one("call", "CA")`, `one("call", "CA", "json")`. */
export function one(name: string, prefix: string, extension?: string): string {
  const ending = extension === undefined ? "" : `\\.${extension}`;
  return `:${name}{${prefix}[0-9a-fA-F]{32}${ending}}`;
}

export function json(body: Record<string, unknown>, status = 200): RestReply {
  return { kind: "json", status, body };
}
