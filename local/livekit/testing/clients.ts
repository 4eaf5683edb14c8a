import { AccessToken, RoomServiceClient, SipClient, type VideoGrant } from "livekit-server-sdk";

/** LiveKit's own library for a project: its rooms, its trunks and rules, tokens by hand. */
export function clientsOf(origin: string, { key, secret }: { key: string; secret: string }) {
  return {
    rooms: new RoomServiceClient(origin, key, secret),
    sip: new SipClient(origin, key, secret),
    async token(identity: string, grant: VideoGrant, ttlSeconds = 120): Promise<string> {
      const token = new AccessToken(key, secret, { identity, ttl: ttlSeconds });
      token.addGrant(grant);
      return await token.toJwt();
    },
  };
}
export type Clients = ReturnType<typeof clientsOf>;
