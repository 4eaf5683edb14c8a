import "server-only";
import { AccessToken, TrackSource, type VideoGrant } from "livekit-server-sdk";
import type { LivekitAccount } from "@/lib/livekit/account";

/** Long enough to join; LiveKit renews it for whoever is in the room. */
const ttlSeconds = 120;

/** Who speaks in a room (`answer`, `join`), and who only listens, unseen. */
export type RoomRole = "answer" | "join" | "listen";

/**
 * A token for one room: two minutes, the microphone, and packets, as keys towards the telephone are
 * sent. Whoever listens publishes nothing and is not shown.
 */
export function roomToken(given: {
  account: Pick<LivekitAccount, "api_key" | "api_secret">;
  room: string;
  identity: string;
  name: string;
  as: RoomRole;
}): Promise<string> {
  const { account, room, identity, name, as } = given;
  const token = new AccessToken(account.api_key, account.api_secret, {
    ...{ identity, name, ttl: ttlSeconds },
  });
  token.addGrant({ ...grants[as], room });
  return token.toJwt();
}

const nothingElse = {
  roomJoin: true,
  canSubscribe: true,
  canUpdateOwnMetadata: false,
} satisfies VideoGrant;

const speaks: VideoGrant = {
  ...nothingElse,
  canPublish: true,
  canPublishData: true,
  canPublishSources: [TrackSource.MICROPHONE],
};

const grants: Record<RoomRole, VideoGrant> = {
  answer: speaks,
  join: speaks,
  listen: { ...nothingElse, canPublish: false, canPublishData: false, hidden: true },
};

/** A person's identity in rooms: a second browser of theirs takes the place of the first. */
export function roomIdentity(userId: string): string {
  return `user_${userId}`;
}

/** The person behind an identity of roomIdentity's; null for a telephone, or anybody else's. */
export function personOf(identity: string): string | null {
  return /^user_([0-9a-f-]{36})$/.exec(identity)?.[1] ?? null;
}
