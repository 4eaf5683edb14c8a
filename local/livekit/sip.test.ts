import { expect, test } from "vitest";
import { Ears } from "@/local/carrier/testing/ears";
import { ACME, CUSTOMER } from "@/local/carrier/testing/line";
import { Person } from "@/local/livekit/testing/person";
import { openTrunk, sipNoun, type Trunk } from "@/local/livekit/testing/trunk";

const HEARD = 0.05;

/** The caller in their room, once they are there. */
async function caller({ open }: Trunk) {
  const rooms = () => open.rooms.listRooms();
  await expect
    .poll(async () => (await rooms()).map(({ numParticipants }) => numParticipants))
    .toEqual([1]);
  const [room] = await rooms();
  const name = room?.name ?? "";
  const [participant] = await open.rooms.listParticipants(name);
  return { name, participant };
}

const statuses = ({ line }: Trunk) => line.app.at("/leg").map(({ params }) => params.CallStatus);
const dialed = ({ line }: Trunk) => expect.poll(() => line.app.at("/dialed")[0]?.params);

test("a caller rings in a room until somebody speaks there; each hears the other", async () => {
  await using trunk = await openTrunk();
  const { open, line } = trunk;
  await trunk.call();
  const { name, participant } = await caller(trunk);
  const [parent, child] = await line.control.calls(line.sid);
  expect(name).toMatch(/^call-x_\+13035550142_\w{12}$/);
  expect(participant).toMatchObject({
    ...{ identity: `sip_${CUSTOMER}`, name: `Phone ${CUSTOMER}`, kind: 3 },
    attributes: {
      "ringbook.tenant": "a",
      "ringbook.call": "c-1",
      "sip.h.x-more": "m",
      "sip.callStatus": "ringing",
      "sip.trunkID": trunk.trunkId,
      "sip.phoneNumber": CUSTOMER,
      "sip.trunkPhoneNumber": ACME,
      "sip.hostname": "sip.localhost",
      "sip.twilio.callSid": child?.sid,
      "sip.twilio.accountSid": line.sid,
    },
  });
  expect(statuses(trunk)).toEqual(["initiated", "ringing"]);
  expect(parent?.status).toBe("ringing");

  const token = await open.token("user_1", { roomJoin: true, room: name });
  await using person = await Person.join(open.project.url, token, 1000);
  await expect.poll(() => statuses(trunk)).toEqual(["initiated", "ringing", "in-progress"]);
  using ears = await Ears.at(line.control, line.sid, parent?.sid ?? "");
  ears.speak(600);
  await expect.poll(() => ears.levelAt(1000)).toBeGreaterThan(HEARD);
  await expect.poll(() => person.levelAt(600)).toBeGreaterThan(HEARD);
  await person.room.localParticipant?.publishDtmf(11, "#");
  const pressed = async () =>
    (await line.control.log(line.sid)).filter(({ kind }) => kind === "digits");
  await expect.poll(pressed).toMatchObject([{ callSid: child?.sid, digits: "#" }]);
  const there = await open.rooms.getParticipant(name, `sip_${CUSTOMER}`);
  expect(there.attributes["sip.callStatus"]).toBe("active");

  await open.rooms.deleteRoom(name);
  await dialed(trunk).toMatchObject({
    ...{ DialCallStatus: "completed", DialBridged: "true", DialSipResponseCode: "200" },
    ...{ DialCallSid: child?.sid, DialSipCallId: expect.stringContaining("@") },
  });
  const to = `sip:${ACME}@sip.localhost;transport=tcp`;
  expect(line.app.at("/leg").map(({ params }) => params.To)).toEqual([to, to, to, to]);
});

test("a caller who hangs up while it rings leaves the room", async () => {
  await using trunk = await openTrunk();
  const { open, line } = trunk;
  await trunk.call();
  const { name } = await caller(trunk);
  await line.control.handset(line.sid, CUSTOMER).hangup();
  await expect.poll(async () => await open.rooms.listParticipants(name)).toEqual([]);
  await expect
    .poll(() => open.received.map(({ event }) => event))
    .toEqual([
      ...["room_started", "participant_joined", "track_published"],
      ...["track_unpublished", "participant_left"],
    ]);
  expect(statuses(trunk)).toEqual(["initiated", "ringing", "canceled"]);
});

test("a caller who is removed while it rings hears busy", async () => {
  await using trunk = await openTrunk();
  await trunk.call();
  const { name } = await caller(trunk);
  await trunk.open.rooms.removeParticipant(name, `sip_${CUSTOMER}`);
  await dialed(trunk).toMatchObject({ DialCallStatus: "busy", DialSipResponseCode: "486" });
});

test.each([
  ["no credentials", sipNoun(""), "407"],
  ["a wrong password", sipNoun('username="u" password="x"'), "401"],
  ["a number without a trunk", sipNoun().replace(ACME, "+12065550199"), "404"],
])("%s: the call is refused, and never rings", async (_, noun, code) => {
  await using trunk = await openTrunk();
  await trunk.call(noun);
  await dialed(trunk).toMatchObject({ DialCallStatus: "failed", DialSipResponseCode: code });
  expect(statuses(trunk)).toEqual(["initiated", "failed"]);
  expect(await trunk.open.rooms.listRooms()).toEqual([]);
});

test("a trunk without a rule rings and then refuses", async () => {
  await using trunk = await openTrunk();
  const [rule] = await trunk.open.sip.listSipDispatchRule();
  await trunk.open.sip.deleteSipDispatchRule(rule?.sipDispatchRuleId ?? "");
  await trunk.call();
  await dialed(trunk).toMatchObject({ DialCallStatus: "failed", DialSipResponseCode: "404" });
  expect(statuses(trunk)).toEqual(["initiated", "ringing", "failed"]);
});

test("a phone where nobody listens says a tone, for as long as its person speaks", async () => {
  await using trunk = await openTrunk();
  const { open, line } = trunk;
  await trunk.call();
  const { name } = await caller(trunk);
  const token = await open.token("user_1", { roomJoin: true, room: name });
  await using person = await Person.join(open.project.url, token, 1000);
  await expect.poll(() => person.levelAt(440)).toBeGreaterThan(HEARD);
  await line.control.handset(line.sid, CUSTOMER).speak(1);
  await line.control.advance(line.sid, 2);
  await expect.poll(() => person.levelAt(440)).toBeLessThan(HEARD / 10);
});
