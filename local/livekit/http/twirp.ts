import type { SIPInboundTrunkInfo } from "@livekit/protocol";
import type { Claims } from "@/local/livekit/auth/claims";
import type { Project } from "@/local/livekit/project";

/** https://twitchtv.github.io/twirp/docs/errors.html */
const STATUSES = {
  malformed: 400,
  invalid_argument: 400,
  unauthenticated: 401,
  bad_route: 404,
  not_found: 404,
  failed_precondition: 412,
  unavailable: 503,
} as const;

export class TwirpError extends Error {
  readonly code: keyof typeof STATUSES;

  constructor(code: keyof typeof STATUSES, message: string) {
    super(message);
    this.code = code;
  }

  get status(): (typeof STATUSES)[keyof typeof STATUSES] {
    return STATUSES[this.code];
  }
}

export const denied = () => new TwirpError("unauthenticated", "permissions denied");

export type Json = Parameters<typeof SIPInboundTrunkInfo.fromJson>[0];
export type Asked = { project: Project; claims: Claims };
export type Method = (body: Json, asked: Asked) => Json;

/** A method by the messages that it takes and gives. */
export function method<I>(
  input: { fromJson(body: Json, options: { ignoreUnknownFields: boolean }): I },
  run: (request: I, asked: Asked) => { toJson(): Json },
): Method {
  return (body, asked) => {
    let request: I;
    try {
      request = input.fromJson(body, { ignoreUnknownFields: true });
    } catch {
      throw new TwirpError("malformed", "the json request could not be decoded");
    }
    return run(request, asked).toJson();
  };
}
