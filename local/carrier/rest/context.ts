import type { RecordingAudio } from "@/local/carrier/audio/recording-audio";
import type { Account } from "@/local/carrier/engine/account";

/** An authenticated request of one account. */
export type RestContext = {
  account: Account;
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  /** What the route's expression captured. */
  ids: string[];
};

export type RestReply =
  | { kind: "json"; status: number; body: Record<string, unknown> }
  | { kind: "empty"; status: number }
  | { kind: "audio"; audio: RecordingAudio };

export type RestRoute = {
  method: "GET" | "POST" | "DELETE";
  /** Matched against what follows `/2010-04-01/Accounts/{sid}`. */
  path: RegExp;
  handle(context: RestContext): RestReply | Promise<RestReply>;
};

export function json(body: Record<string, unknown>, status = 200): RestReply {
  return { kind: "json", status, body };
}
