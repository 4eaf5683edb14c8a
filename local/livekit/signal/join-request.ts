import { gunzipSync } from "node:zlib";
import {
  JoinRequest,
  type SessionDescription,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";

/** What a browser says as it comes. */
export type Joining = {
  /** One connection for both ways, or one for each. */
  hasOneConnection: boolean;
  offer: SessionDescription | null;
  /** The participant that it was, and would go on as. */
  resumes: string | null;
  autoSubscribe: boolean;
};

/** Reads it from the address: as one message in `/rtc/v1`, as parameters in `/rtc`. */
export function readJoining(url: URL): Joining | null {
  const { pathname, searchParams } = url;
  if (pathname === "/rtc") {
    const isAgain = /^(1|true)$/.test(searchParams.get("reconnect") ?? "");
    return {
      hasOneConnection: false,
      offer: null,
      resumes: isAgain ? (searchParams.get("sid") ?? "") : null,
      autoSubscribe: searchParams.get("auto_subscribe") !== "0",
    };
  }
  const text = searchParams.get("join_request");
  if (pathname !== "/rtc/v1" || text === null) return null;
  try {
    const wrapped = WrappedJoinRequest.fromBinary(Buffer.from(text, "base64url"));
    const isZipped = wrapped.compression === WrappedJoinRequest_Compression.GZIP;
    const bytes = wrapped.joinRequest;
    const request = JoinRequest.fromBinary(isZipped ? gunzipSync(bytes) : bytes);
    return {
      hasOneConnection: true,
      offer: request.publisherOffer ?? null,
      resumes: request.reconnect ? request.participantSid : null,
      autoSubscribe: request.connectionSettings?.autoSubscribe ?? true,
    };
  } catch {
    return null;
  }
}
