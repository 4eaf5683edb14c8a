import { expect, test } from "vitest";
import { signJwt } from "@/local/livekit/auth/jwt";
import { openProject } from "@/local/livekit/testing/project";
import { openTrunk } from "@/local/livekit/testing/trunk";

type Open = Awaited<ReturnType<typeof openProject>>;

const events = ({ received }: Open) => received.map(({ event }) => event);

/** A room is made and deleted while this befalls the webhooks. */
async function during(
  open: Open,
  webhooks: Parameters<Open["control"]["setFaults"]>[1]["webhooks"],
) {
  await open.control.setFaults(open.project.key, { webhooks });
  await open.rooms.createRoom({ name: "a" });
  await open.rooms.deleteRoom("a");
  await open.control.settled(open.project.key);
}

test("a webhook is lost, comes twice, late, or in the wrong order", async () => {
  await using open = await openProject();
  await during(open, [{ event: "room_started", kind: "lose" }]);
  expect(events(open)).toEqual(["room_finished"]);
  open.received.length = 0;

  await during(open, [{ kind: "double", times: 2 }]);
  const [first, second] = open.received;
  expect(events(open)).toEqual([
    ...["room_started", "room_started", "room_finished", "room_finished"],
  ]);
  expect(second?.id).toBe(first?.id);
  open.received.length = 0;

  await during(open, [{ event: "room_started", kind: "overtake" }]);
  expect(events(open)).toEqual(["room_finished", "room_started"]);
  open.received.length = 0;

  await during(open, [{ event: "room_started", kind: "hold" }]);
  expect(events(open)).toEqual(["room_finished"]);
  await open.control.release(open.project.key);
  await open.control.settled(open.project.key);
  expect(events(open)).toEqual(["room_finished", "room_started"]);
  expect(await open.control.events(open.project.key)).toHaveLength(8);
});

test("a forged webhook is refused by LiveKit's receiver, the genuine one taken", async () => {
  await using open = await openProject();
  await during(open, [{ event: "room_started", kind: "forge" }]);
  expect(events(open)).toEqual(["room_started", "room_finished"]);
  expect(open.refused).toBe(1);
});

test("a project that is away answers 503 to the API, to browsers and to calls", async () => {
  await using trunk = await openTrunk();
  const { open, line } = trunk;
  await open.control.setFaults(open.project.key, { isAway: true });
  await expect(open.rooms.listRooms()).rejects.toMatchObject({ status: 503 });
  const token = await open.token("ana", { roomJoin: true, room: "talk" });
  const validate = `${open.livekit.origin}/rtc/v1/validate?access_token=${token}`;
  expect((await fetch(validate)).status).toBe(503);
  await trunk.call();
  await expect
    .poll(() => line.app.at("/dialed")[0]?.params)
    .toMatchObject({ DialCallStatus: "failed", DialSipResponseCode: "503" });
  await open.control.setFaults(open.project.key, { isAway: false });
  expect((await fetch(validate)).status).toBe(200);
});

test.each([
  [486, "busy"],
  [480, "no-answer"],
  [503, "failed"],
])("a trunk that refuses with %s ends the Dial as %s", async (sipCode, status) => {
  await using trunk = await openTrunk();
  await trunk.open.control.setFaults(trunk.open.project.key, { sipCode });
  await trunk.call();
  await expect
    .poll(() => trunk.line.app.at("/dialed")[0]?.params)
    .toMatchObject({ DialCallStatus: status, DialSipResponseCode: String(sipCode) });
});

test("only a good token for a room lets somebody in; the answer says why not", async () => {
  await using open = await openProject();
  const ask = async (token: string) => {
    const url = `${open.livekit.origin}/rtc/v1/validate?access_token=${token}`;
    const answer = await fetch(url);
    return [answer.status, await answer.text()];
  };
  const grant = { roomJoin: true, room: "talk" };
  expect(await ask(await open.token("ana", grant))).toEqual([200, "success"]);
  expect(await ask(await open.token("ana", { roomList: true }))).toEqual([
    ...[401, "permissions denied"],
  ]);
  const nobody = signJwt({ iss: open.project.key, video: grant }, open.project.secret);
  expect(await ask(nobody)).toEqual([400, "identity cannot be empty"]);
  expect(await ask("x")).toEqual([401, "invalid authorization token"]);
});
