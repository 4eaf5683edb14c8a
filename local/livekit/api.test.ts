import { ListUpdate } from "@livekit/protocol";
import { AccessToken, RoomServiceClient, SipClient } from "livekit-server-sdk";
import { expect, test } from "vitest";
import { signJwt } from "@/local/livekit/auth/jwt";
import { livekitControl } from "@/local/livekit/control";
import { startLivekit } from "@/local/livekit/server";
import { openProject } from "@/local/livekit/testing/project";
import { makeScratchFolder } from "@/local/scratch-folder";

const individual = { type: "individual" as const, roomPrefix: "call-x" };

test("rooms are made once, listed and deleted, each with a webhook", async () => {
  await using open = await openProject();
  const made = await open.rooms.createRoom({ name: "a", departureTimeout: 5, metadata: "m" });
  const again = await open.rooms.createRoom({ name: "a" });
  await open.rooms.createRoom({ name: "b" });
  expect(again.sid).toBe(made.sid);
  expect(made).toMatchObject({ departureTimeout: 5, emptyTimeout: 300, metadata: "m" });
  expect((await open.rooms.listRooms()).map(({ name }) => name)).toEqual(["a", "b"]);
  expect((await open.rooms.listRooms(["b"])).map(({ name }) => name)).toEqual(["b"]);
  await open.rooms.deleteRoom("a");
  expect((await open.rooms.listRooms()).map(({ name }) => name)).toEqual(["b"]);
  await expect
    .poll(() => open.received.map(({ event, room }) => `${event} ${room?.name}`).toSorted())
    .toEqual(["room_finished a", "room_started a", "room_started b"]);
});

test("what is not there is not found, by the words that LiveKit has for it", async () => {
  await using open = await openProject();
  await expect(open.rooms.deleteRoom("none")).rejects.toMatchObject({
    ...{ status: 404, code: "not_found", message: "requested room does not exist" },
  });
  for (const asked of [
    open.rooms.removeParticipant("none", "ana"),
    open.rooms.getParticipant("none", "ana"),
    open.rooms.mutePublishedTrack("none", "ana", "TR_x", true),
  ]) {
    await expect(asked).rejects.toMatchObject({ status: 404, code: "not_found" });
  }
  expect(await open.rooms.listParticipants("none")).toEqual([]);
  const twirp = await fetch(`${open.livekit.origin}/twirp/livekit.Egress/StartEgress`, {
    method: "POST",
    headers: { Authorization: `Bearer ${await open.token("a", { roomList: true })}` },
    body: "{}",
  });
  expect([twirp.status, await twirp.json()]).toMatchObject([404, { code: "bad_route" }]);
});

test("a token is good for its project, what it grants, and a minute past its end", async () => {
  await using open = await openProject();
  const { origin } = open.livekit;
  const { key, secret } = open.project;
  const list = async (token: string, body = "{}") =>
    await fetch(`${origin}/twirp/livekit.RoomService/ListRooms`, {
      ...{ method: "POST", body, headers: { Authorization: `Bearer ${token}` } },
    });
  const now = Math.floor(Date.now() / 1000);
  const video = { roomList: true };
  const at = (claims: object) => signJwt({ iss: key, sub: "x", video, ...claims }, secret);
  expect((await list(at({ exp: now + 60 }))).status).toBe(200);
  expect((await list(at({ exp: now - 50 }))).status).toBe(200);
  for (const [token, why] of [
    [at({ exp: now - 70 }), "token is expired"],
    [at({ exp: now + 600, nbf: now + 70 }), "token not valid yet"],
    [signJwt({ iss: key, exp: now + 60, video }, "another"), "cryptographic primitive"],
    [signJwt({ iss: "APIother", exp: now + 60, video }, secret), "invalid API key: APIother"],
    ["a.b.c", "invalid authorization token"],
  ] as const) {
    const answer = await list(token);
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining(why)]);
  }
  const denied = await list(at({ exp: now + 60, video: { roomCreate: true } }));
  expect([denied.status, await denied.json()]).toEqual([
    401,
    { code: "unauthenticated", msg: "permissions denied" },
  ]);
  expect((await list(at({ exp: now + 60 }), "{")).status).toBe(400);
  await expect(new RoomServiceClient(origin, key, "wrong").listRooms()).rejects.toMatchObject({
    status: 401,
  });
});

test("a grant is for one room, and projects see nothing of each other", async () => {
  await using open = await openProject();
  const { origin } = open.livekit;
  await open.rooms.createRoom({ name: "a" });
  const token = new AccessToken(open.project.key, open.project.secret);
  token.addGrant({ roomAdmin: true, room: "b" });
  const answer = await fetch(`${origin}/twirp/livekit.RoomService/ListParticipants`, {
    method: "POST",
    headers: { Authorization: `Bearer ${await token.toJwt()}` },
    body: JSON.stringify({ room: "a" }),
  });
  expect(answer.status).toBe(401);
  const other = await livekitControl(origin).ensureProject({});
  const theirs = new RoomServiceClient(origin, other.key, other.secret);
  expect(await theirs.listRooms()).toEqual([]);
  await expect(theirs.deleteRoom("a")).rejects.toMatchObject({ status: 404 });
  expect(await new SipClient(origin, other.key, other.secret).listSipInboundTrunk()).toEqual([]);
});

test("a trunk is made, changed and removed; a second for its number is refused", async () => {
  await using open = await openProject();
  const { sip } = open;
  const headersToAttributes = { "X-Ringbook-Call": "ringbook.call" };
  const trunk = await sip.createSipInboundTrunk("acme", ["+12065550100"], {
    ...{ authUsername: "u", authPassword: "p", metadata: "acme", headersToAttributes },
  });
  expect(trunk).toMatchObject({ numbers: ["+12065550100"], headersToAttributes });
  await expect(
    sip.createSipInboundTrunk("again", ["12065550100"], { authUsername: "v" }),
  ).rejects.toMatchObject({
    status: 400,
    code: "invalid_argument",
    message:
      `Conflicting inbound SIP Trunks: "<new>" and "${trunk.sipTrunkId}", ` +
      'using the same number(s) ["12065550100"] without AllowedNumbers set',
  });
  await expect(sip.createSipInboundTrunk("open", [])).rejects.toMatchObject({
    message: expect.stringContaining("for security, one of the fields must be set"),
  });
  const more = await sip.updateSipInboundTrunkFields(trunk.sipTrunkId, {
    numbers: new ListUpdate({ add: ["+12065550101"] }),
    authPassword: "q",
  });
  expect(more).toMatchObject({
    ...{ numbers: ["+12065550100", "+12065550101"], authPassword: "q", authUsername: "u" },
    headersToAttributes,
  });
  more.name = "renamed";
  more.numbers = ["+12065550102"];
  await sip.updateSipInboundTrunk(trunk.sipTrunkId, more);
  expect(await sip.listSipInboundTrunk({ numbers: ["+12065550102"] })).toMatchObject([
    { sipTrunkId: trunk.sipTrunkId, name: "renamed" },
  ]);
  expect(await sip.deleteSipTrunk(trunk.sipTrunkId)).toMatchObject({ name: "renamed" });
  await expect(sip.deleteSipTrunk(trunk.sipTrunkId)).rejects.toMatchObject({
    ...{ status: 404, message: "requested sip trunk does not exist" },
  });
});

test("a rule is made by the library's fields, changed, and refused beside its like", async () => {
  await using open = await openProject();
  const { sip } = open;
  const trunkIds = ["ST_one"];
  const rule = await sip.createSipDispatchRule(individual, {
    ...{ name: "acme", trunkIds, attributes: { "ringbook.tenant": "a" } },
  });
  expect(rule.rule?.rule).toMatchObject({
    ...{ case: "dispatchRuleIndividual", value: { roomPrefix: "call-x" } },
  });
  await expect(sip.createSipDispatchRule(individual, { trunkIds })).rejects.toMatchObject({
    ...{ status: 400, code: "invalid_argument" },
    message:
      "Dispatch rule for the same trunk, inbound number, number, and PIN combination already " +
      `exists in dispatch rule "${rule.sipDispatchRuleId}" "acme"`,
  });
  await sip.createSipDispatchRule(individual, { trunkIds: ["ST_two"] });
  const id = rule.sipDispatchRuleId;
  const moved = await sip.updateSipDispatchRuleFields(id, {
    trunkIds: new ListUpdate({ set: ["ST_three"] }),
    attributes: { more: "b" },
  });
  expect(moved).toMatchObject({
    ...{ name: "acme", trunkIds: ["ST_three"] },
    attributes: { "ringbook.tenant": "a", more: "b" },
  });
  expect(await sip.listSipDispatchRule({ trunkIds: ["ST_three"] })).toHaveLength(1);
  expect(await sip.listSipDispatchRule()).toHaveLength(2);
  await sip.deleteSipDispatchRule(id);
  await expect(sip.deleteSipDispatchRule(id)).rejects.toMatchObject({
    message: "requested sip dispatch rule does not exist",
  });
});

test("projects with their trunks and rules are there again after a restart", async () => {
  const folder = makeScratchFolder();
  const start = () =>
    startLivekit({ port: 0, folder: folder.path, project: { key: "devkey", secret: "secret" } });
  const first = await start();
  const before = new SipClient(first.origin, "devkey", "secret");
  const trunk = await before.createSipInboundTrunk("acme", ["+12065550100"], { metadata: "m" });
  await before.createSipDispatchRule(individual, { trunkIds: [trunk.sipTrunkId] });
  await first.close();
  const second = await start();
  const after = new SipClient(second.origin, "devkey", "secret");
  expect(await after.listSipInboundTrunk()).toMatchObject([
    { sipTrunkId: trunk.sipTrunkId, metadata: "m" },
  ]);
  expect(await after.listSipDispatchRule()).toMatchObject([{ trunkIds: [trunk.sipTrunkId] }]);
  await second.close();
  folder.remove();
});
