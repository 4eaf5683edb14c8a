import type { ParticipantInfo } from "livekit-server-sdk";

/** Somebody in a room, as LiveKit describes them. */
export type InLivekitRoom = {
  /** PA_…, one for each time somebody joins. */
  sid: string;
  identity: string;
  name: string;
  kind: "browser" | "phone" | "other";
  /** They only listen: shown to nobody in the room. */
  is_hidden: boolean;
  /** Of a telephone among others sip.callStatus, sip.trunkID, ringbook.call. */
  attributes: Record<string, string>;
  /** To the millisecond where LiveKit says so. */
  joined_at: Date | null;
};

export function readPerson(info: ParticipantInfo): InLivekitRoom {
  const { sid, identity, name, attributes } = info;
  const ms = Number(info.joinedAtMs) || Number(info.joinedAt) * 1000;
  return {
    ...{ sid, identity, name, attributes, kind: kindOf(info.kind) },
    is_hidden: info.permission?.hidden ?? false,
    joined_at: ms > 0 ? new Date(ms) : null,
  };
}

/** livekit.ParticipantInfo.Kind: 0 standard, 3 SIP. */
function kindOf(kind: number): InLivekitRoom["kind"] {
  if (kind === 0) return "browser";
  return kind === 3 ? "phone" : "other";
}
