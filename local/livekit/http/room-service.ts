import {
  CreateRoomRequest,
  DeleteRoomRequest,
  DeleteRoomResponse,
  DisconnectReason,
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsRequest,
  ListRoomsResponse,
  MuteRoomTrackRequest,
  MuteRoomTrackResponse,
  MuteTrackRequest,
  RemoveParticipantResponse,
  RoomEndReason,
  RoomParticipantIdentity,
  UpdateParticipantRequest,
} from "@livekit/protocol";
import type { VideoGrant } from "@/local/livekit/auth/claims";
import { type Asked, denied, type Method, method, TwirpError } from "@/local/livekit/http/twirp";
import type { Participant } from "@/local/livekit/rooms/participant";
import type { Room } from "@/local/livekit/rooms/room";

/** https://docs.livekit.io/reference/other/roomservice-api/ */
export const roomService: Record<string, Method> = {
  CreateRoom: method(CreateRoomRequest, (request, asked) => {
    need(asked, ({ roomCreate }) => roomCreate);
    if (!request.name) throw new TwirpError("invalid_argument", "room name cannot be empty");
    return asked.project.openRoom(request.name, request).info();
  }),

  ListRooms: method(ListRoomsRequest, ({ names }, asked) => {
    need(asked, ({ roomList }) => roomList);
    const rooms = [...asked.project.rooms.values()].filter(
      ({ name }) => names.length === 0 || names.includes(name),
    );
    return new ListRoomsResponse({ rooms: rooms.map((room) => room.info()) });
  }),

  DeleteRoom: method(DeleteRoomRequest, ({ room }, asked) => {
    need(asked, ({ roomCreate }) => roomCreate);
    roomNamed(asked, room).close(RoomEndReason.ROOM_END_API_DELETE);
    return new DeleteRoomResponse();
  }),

  ListParticipants: method(ListParticipantsRequest, ({ room }, asked) => {
    needAdmin(asked, room);
    const participants = [...(asked.project.rooms.get(room)?.participants.values() ?? [])];
    return new ListParticipantsResponse({ participants: participants.map((one) => one.info()) });
  }),

  GetParticipant: method(RoomParticipantIdentity, (request, asked) =>
    found(asked, request).participant.info(),
  ),

  RemoveParticipant: method(RoomParticipantIdentity, (request, asked) => {
    const { room, participant } = found(asked, request);
    room.remove(participant, DisconnectReason.PARTICIPANT_REMOVED);
    return new RemoveParticipantResponse();
  }),

  MutePublishedTrack: method(MuteRoomTrackRequest, (request, asked) => {
    const { room, participant } = found(asked, request);
    const track = participant.tracks.get(request.trackSid);
    if (!track) throw new TwirpError("not_found", "track is not found");
    // LiveKit unmutes nobody from afar unless the project was set so.
    if (!request.muted) {
      throw new TwirpError("failed_precondition", "remote unmute not enabled");
    }
    track.info.muted = true;
    const { sid } = track;
    participant.end.send({ case: "mute", value: new MuteTrackRequest({ sid, muted: true }) });
    room.update(participant);
    return new MuteRoomTrackResponse({ track: track.info });
  }),

  UpdateParticipant: method(UpdateParticipantRequest, (request, asked) => {
    const { room, participant } = found(asked, request);
    if (request.name) participant.name = request.name;
    if (request.metadata) participant.metadata = request.metadata;
    if (request.permission) participant.permission = request.permission;
    for (const [name, value] of Object.entries(request.attributes)) {
      if (value === "") delete participant.attributes[name];
      else participant.attributes[name] = value;
    }
    for (const track of [...participant.tracks.values()]) {
      if (!participant.mayPublish(track.info.source)) room.unpublish(track);
    }
    room.update(participant);
    return participant.info();
  }),
};

function need({ claims }: Asked, isGranted: (grant: VideoGrant) => boolean | undefined): void {
  if (!claims.video || !isGranted(claims.video)) throw denied();
}

/** What is done in a room needs a grant for this very room. */
function needAdmin(asked: Asked, name: string): void {
  need(asked, ({ roomAdmin, room }) => roomAdmin && room === name);
}

function roomNamed({ project }: Asked, name: string): Room {
  const room = project.rooms.get(name);
  if (!room) throw new TwirpError("not_found", "requested room does not exist");
  return room;
}

function found(
  asked: Asked,
  { room: name, identity }: { room: string; identity: string },
): { room: Room; participant: Participant } {
  needAdmin(asked, name);
  const room = asked.project.rooms.get(name);
  const participant = room?.participants.get(identity);
  if (!room || !participant) throw new TwirpError("not_found", "participant does not exist");
  return { room, participant };
}
