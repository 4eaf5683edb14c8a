import {
  AddTrackRequest,
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  Ping,
  RequestResponse_Reason,
  TrackSource,
  TrackType,
} from "@livekit/protocol";
import { TokenVerifier } from "livekit-server-sdk";
import { expect, test } from "vitest";
import { type OpenProject, openProject } from "@/local/livekit/testing/project";
import { Socket } from "@/local/livekit/testing/socket";

const grant = { roomJoin: true, room: "talk" };

async function joined(open: OpenProject, identity: string, more: object = {}) {
  return await Socket.open(open.project.url, await open.token(identity, { ...grant, ...more }));
}

const track = (source: TrackSource, type = TrackType.AUDIO) =>
  ({ case: "addTrack", value: new AddTrackRequest({ cid: "c", source, type }) }) as const;

test("join comes first, then a token that is good for longer", async () => {
  await using open = await openProject();
  const { key, secret } = open.project;
  const socket = await Socket.open(open.project.url, await open.token("ana", grant, 5));
  const fresh = await socket.next("refreshToken");
  const [first] = socket.received;
  expect(first?.case).toBe("join");
  const claims = await new TokenVerifier(key, secret).verify(fresh);
  expect(claims).toMatchObject({ sub: "ana", video: grant });
  expect((claims.exp ?? 0) - Date.now() / 1000).toBeGreaterThan(500);
  socket.send({ case: "pingReq", value: new Ping({ timestamp: 7n }) });
  expect((await socket.next("pongResp")).lastPingTimestamp).toBe(7n);
  socket[Symbol.dispose]();
});

test("only what the token allows is published, and only sound", async () => {
  await using open = await openProject();
  const { MICROPHONE, SCREEN_SHARE_AUDIO, CAMERA } = TrackSource;
  using rep = await joined(open, "rep", { canPublish: true, canPublishSources: [MICROPHONE] });
  rep.send(track(SCREEN_SHARE_AUDIO));
  expect((await rep.next("requestResponse")).reason).toBe(RequestResponse_Reason.NOT_ALLOWED);
  rep.send(track(MICROPHONE));
  expect((await rep.next("trackPublished")).track?.source).toBe(MICROPHONE);
  using boss = await joined(open, "boss", { canPublish: false });
  boss.send(track(MICROPHONE));
  expect((await boss.next("requestResponse")).reason).toBe(RequestResponse_Reason.NOT_ALLOWED);
  using other = await joined(open, "other");
  other.send(track(CAMERA, TrackType.VIDEO));
  expect((await other.next("requestResponse")).reason).toBe(
    RequestResponse_Reason.UNSUPPORTED_TYPE,
  );
});

test("who comes back has to join anew; who never connected was aborted", async () => {
  await using open = await openProject();
  using first = await joined(open, "ana");
  const { participant } = await first.next("join");
  const token = await open.token("ana", grant);
  const join = { reconnect: true, participantSid: participant?.sid ?? "" };
  using again = await Socket.open(open.project.url, token, join);
  expect(await again.next("leave")).toMatchObject({
    action: LeaveRequest_Action.RECONNECT,
    reason: DisconnectReason.STATE_MISMATCH,
  });
  await again.closed();
  await open.control.settled(open.project.key);
  expect(open.received.map(({ event }) => event)).toEqual([
    ...["room_started", "participant_connection_aborted"],
  ]);
});

test("a socket needs a good token and the right path; what is no message ends it", async () => {
  await using open = await openProject();
  const { url } = open.project;
  await expect(Socket.open(url, "x")).rejects.toThrow("401");
  const list = await open.token("ana", { roomList: true });
  await expect(Socket.open(url, list)).rejects.toThrow("401");
  await expect(Socket.open(`${url}/other`, await open.token("ana", grant))).rejects.toThrow("404");
  await open.rooms.createRoom({ name: "talk", maxParticipants: 1 });
  using ana = await joined(open, "ana");
  await ana.next("join");
  await expect(joined(open, "ben")).rejects.toThrow("503");
  ana.sendBytes(Buffer.from([0xff, 0xff, 0xff]));
  await ana.closed();
});

test("whoever leaves is gone at once, and the others see it", async () => {
  await using open = await openProject();
  using ana = await joined(open, "ana");
  using ben = await joined(open, "ben");
  const { otherParticipants } = await ben.next("join");
  expect(otherParticipants.map(({ identity }) => identity)).toEqual(["ana"]);
  ben.received.length = 0;
  const reason = DisconnectReason.CLIENT_INITIATED;
  ana.send({ case: "leave", value: new LeaveRequest({ reason }) });
  await ana.closed();
  await expect.poll(async () => (await open.rooms.listParticipants("talk")).length).toBe(1);
  await expect
    .poll(() =>
      ben.received.flatMap((message) =>
        message.case === "update" ? message.value.participants : [],
      ),
    )
    .toMatchObject([{ identity: "ana", disconnectReason: reason }]);
});
