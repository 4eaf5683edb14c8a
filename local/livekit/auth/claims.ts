import { ParticipantPermission, TrackSource } from "@livekit/protocol";
import { z } from "zod";
import { isSignedBy, readJwt } from "@/local/livekit/auth/jwt";

/** Clocks may differ by this much, in either direction. */
const LEEWAY_SECONDS = 60;

const sources: Record<string, TrackSource> = {
  camera: TrackSource.CAMERA,
  microphone: TrackSource.MICROPHONE,
  screen_share: TrackSource.SCREEN_SHARE,
  screen_share_audio: TrackSource.SCREEN_SHARE_AUDIO,
};

const Video = z.object({
  roomCreate: z.boolean().optional(),
  roomList: z.boolean().optional(),
  roomAdmin: z.boolean().optional(),
  roomJoin: z.boolean().optional(),
  room: z.string().default(""),
  canPublish: z.boolean().optional(),
  canPublishSources: z.array(z.string()).optional(),
  canSubscribe: z.boolean().optional(),
  canPublishData: z.boolean().optional(),
  canUpdateOwnMetadata: z.boolean().optional(),
  hidden: z.boolean().optional(),
});

const Claims = z.object({
  iss: z.string(),
  sub: z.string().default(""),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  name: z.string().default(""),
  metadata: z.string().default(""),
  attributes: z.record(z.string(), z.string()).default({}),
  video: Video.optional(),
  sip: z.object({ admin: z.boolean().optional(), call: z.boolean().optional() }).optional(),
});

/** https://docs.livekit.io/home/get-started/authentication/ */
export type Claims = z.infer<typeof Claims>;
export type VideoGrant = z.infer<typeof Video>;

type Check =
  | { kind: "valid"; claims: Claims; apiKey: string }
  | { kind: "refused"; message: string };

/** Checks a token by the secret of the key that it names. */
export function checkToken(
  token: string,
  secretOf: (apiKey: string) => string | undefined,
  nowMs: number,
): Check {
  const read = Claims.safeParse(readJwt(token));
  if (!read.success) return { kind: "refused", message: "invalid authorization token" };
  const claims = read.data;
  const secret = secretOf(claims.iss);
  if (secret === undefined) {
    return { kind: "refused", message: `invalid API key: ${claims.iss}` };
  }
  const wrong = isSignedBy(token, secret)
    ? outOfTime(claims, nowMs / 1000)
    : "error in cryptographic primitive";
  if (wrong) return { kind: "refused", message: `invalid token, error: ${wrong}` };
  return { kind: "valid", claims, apiKey: claims.iss };
}

function outOfTime({ nbf, exp }: Claims, now: number): string | null {
  if (nbf !== undefined && now + LEEWAY_SECONDS < nbf) {
    return "validation failed, token not valid yet (nbf)";
  }
  if (exp !== undefined && now - LEEWAY_SECONDS > exp) {
    return "validation failed, token is expired (exp)";
  }
  return null;
}

/** What a grant allows in its room; what it leaves open is allowed. */
export function permissionOf(grant: VideoGrant): ParticipantPermission {
  const canPublish = grant.canPublish ?? true;
  return new ParticipantPermission({
    canSubscribe: grant.canSubscribe ?? true,
    canPublish,
    canPublishData: grant.canPublishData ?? canPublish,
    canPublishSources: (grant.canPublishSources ?? []).map(
      (name) => sources[name] ?? TrackSource.UNKNOWN,
    ),
    canUpdateMetadata: grant.canUpdateOwnMetadata ?? false,
    hidden: grant.hidden ?? false,
  });
}
