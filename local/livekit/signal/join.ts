import {
  Codec,
  DisconnectReason,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  type ParticipantInfo,
  ServerInfo,
  ServerInfo_Edition,
  SignalResponse,
} from "@livekit/protocol";
import type { WebSocket } from "ws";
import { type Claims, permissionOf, type VideoGrant } from "@/local/livekit/auth/claims";
import { signJwt } from "@/local/livekit/auth/jwt";
import { ConnectionPair } from "@/local/livekit/media/pair";
import { SingleConnection } from "@/local/livekit/media/single";
import type { Project } from "@/local/livekit/project";
import { Participant } from "@/local/livekit/rooms/participant";
import type { Room } from "@/local/livekit/rooms/room";
import type { Joining } from "@/local/livekit/signal/join-request";
import { Session } from "@/local/livekit/signal/session";

const VERSION = "1.9.0";
const REFRESH_MS = 5 * 60_000;
const REFRESHED_SECONDS = 600;
const PING = { pingInterval: 5, pingTimeout: 15 };

export type Entry = { project: Project; claims: Claims; grant: VideoGrant; joining: Joining };

/** Lets a browser into its room; a room that is not there yet is opened. */
export function join(socket: WebSocket, entry: Entry): void {
  const { project, claims, grant, joining } = entry;
  const room = project.openRoom(grant.room);
  if (joining.resumes !== null) {
    beginAnew(socket, room, claims.sub, joining.resumes);
    return;
  }
  const openMedia = joining.hasOneConnection
    ? (side: ConstructorParameters<typeof SingleConnection>[0]) => new SingleConnection(side)
    : (side: ConstructorParameters<typeof ConnectionPair>[0]) => new ConnectionPair(side);
  const { name, metadata, attributes, sub: identity } = claims;
  const participant = new Participant(
    { identity, name, metadata, attributes, permission: permissionOf(grant) },
    (self) => new Session(self, { room, socket, openMedia }),
  );
  room.join(participant);
  const others = room.othersOf(participant).map((other) => other.info());
  const value = response(room, participant.info(), others, joining);
  // Nothing may come before this.
  participant.end.send({ case: "join", value });
  if (joining.autoSubscribe) room.offerAll(participant);
  if (joining.offer) participant.end.handle({ case: "offer", value: joining.offer });
  room.update(participant);
  keepTokenFresh(socket, participant, entry);
}

function response(
  room: Room,
  participant: ParticipantInfo,
  otherParticipants: ParticipantInfo[],
  { hasOneConnection }: Joining,
): JoinResponse {
  return new JoinResponse({
    room: room.info(),
    participant,
    otherParticipants,
    ...PING,
    serverVersion: VERSION,
    serverRegion: "local",
    serverInfo: new ServerInfo({
      edition: ServerInfo_Edition.Standard,
      version: VERSION,
      protocol: 16,
      region: "local",
      nodeId: "ND_local",
    }),
    subscriberPrimary: !hasOneConnection,
    enabledPublishCodecs: [new Codec({ mime: "audio/opus" })],
  });
}

/** Where a browser comes back to a session, it joins anew: LiveKit's server may do so. */
function beginAnew(socket: WebSocket, room: Room, identity: string, sid: string): void {
  const before = room.participants.get(identity);
  if (before?.sid === sid) room.remove(before, DisconnectReason.STATE_MISMATCH);
  const action = LeaveRequest_Action.RECONNECT;
  const reason = DisconnectReason.STATE_MISMATCH;
  const value = new LeaveRequest({ action, reason, canReconnect: true });
  socket.send(new SignalResponse({ message: { case: "leave", value } }).toBinary(), () =>
    socket.close(1000),
  );
}

/** With a token of two minutes, too, a browser can come back after an hour. */
function keepTokenFresh(socket: WebSocket, participant: Participant, entry: Entry): void {
  const { claims, project } = entry;
  const refresh = () => {
    const now = Math.floor(Date.now() / 1000);
    const fresh = { ...claims, nbf: now, exp: now + REFRESHED_SECONDS };
    participant.end.send({ case: "refreshToken", value: signJwt(fresh, project.secret) });
  };
  refresh();
  const refreshing = setInterval(refresh, REFRESH_MS).unref();
  socket.once("close", () => clearInterval(refreshing));
}
