import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Pages } from "@/local/livekit/testing/browser";
import { type OpenProject, openProject } from "@/local/livekit/testing/project";

/** So loud a tone of another's is at least when it is heard (0 to 1). */
const HEARD = 0.02;

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.open();
});
afterAll(async () => await pages[Symbol.asyncDispose]());

/** A page in the room `talk`, saying this tone. */
async function joined(
  open: OpenProject,
  identity: string,
  options: { hertz?: number; connections?: 1 | 2; grant?: object } = {},
): Promise<Page> {
  const { hertz, connections, grant } = options;
  const page = await pages.page(connections);
  const token = await open.token(identity, { roomJoin: true, room: "talk", ...grant });
  await join(page, open, token, hertz);
  return page;
}

const join = (page: Page, open: OpenProject, token: string, hertz?: number) =>
  page.evaluate(([url, token, hertz]) => window.ears.join(url, token, hertz), [
    open.project.url,
    token,
    hertz,
  ] as const);

const hears = (page: Page, identity: string, hertz: number) =>
  expect.poll(() =>
    page.evaluate(([id, hertz]) => window.ears.loudness(id, hertz), [identity, hertz] as const),
  );
const said = (page: Page) => page.evaluate(() => window.ears.said);
const who = (page: Page) => page.evaluate(() => window.ears.who());

test.each([1, 2] as const)(
  "two browsers with %s connections each hear each other, mute, and see who is there",
  async (connections) => {
    await using open = await openProject();
    const ana = await joined(open, "ana", { hertz: 500, connections });
    const ben = await joined(open, "ben", { hertz: 1000, connections });
    await hears(ana, "ben", 1000).toBeGreaterThan(HEARD);
    await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
    const speaking = () => ben.evaluate(() => window.ears.speaking());
    await expect.poll(speaking).toEqual(["ana", "ben"]);
    await ana.evaluate(() => window.ears.room.localParticipant.publishDtmf(4, "4"));
    await expect.poll(() => said(ben)).toContain("key 4 of ana");
    await ana.evaluate(() => window.ears.room.localParticipant.setMicrophoneEnabled(false));
    await hears(ben, "ana", 500).toBeLessThan(HEARD / 10);
    await expect.poll(speaking).toEqual(["ben"]);
    expect(await said(ben)).toContain("muted ana");
    await ana.evaluate(() => window.ears.room.localParticipant.setMicrophoneEnabled(true));
    await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
    await ana.evaluate(() => window.ears.room.disconnect());
    await expect.poll(() => who(ben)).toEqual([]);
    expect(await said(ana)).toContain("ended CLIENT_INITIATED");
    await Promise.all([ana.close(), ben.close()]);
  },
);

test("a second tab takes the place of the first, which learns why", async () => {
  await using open = await openProject();
  const ben = await joined(open, "ben");
  const first = await joined(open, "ana", { hertz: 500 });
  await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
  const second = await joined(open, "ana", { hertz: 700 });
  await hears(ben, "ana", 700).toBeGreaterThan(HEARD);
  await expect.poll(() => said(first)).toContain("ended DUPLICATE_IDENTITY");
  expect(await who(ben)).toEqual(["ana"]);
  await Promise.all([ben.close(), first.close(), second.close()]);
});

test("a listener who is hidden hears and is not seen; neither sound nor keys are taken", async () => {
  await using open = await openProject();
  const grant = { hidden: true, canPublish: false, canPublishData: false };
  const ana = await joined(open, "ana", { hertz: 500 });
  const boss = await joined(open, "boss", { grant });
  await hears(boss, "ana", 500).toBeGreaterThan(HEARD);
  expect(await who(ana)).toEqual([]);
  expect(await ana.evaluate(() => window.ears.room.numParticipants)).toBe(1);
  const publishing = boss.evaluate(() =>
    window.ears.room.localParticipant.setMicrophoneEnabled(true),
  );
  await expect(publishing).rejects.toThrow(/permission/i);
  await boss.evaluate(() => window.ears.room.localParticipant.publishDtmf(1, "1"));
  await ana.evaluate(() => window.ears.room.localParticipant.publishDtmf(2, "2"));
  await expect.poll(() => said(boss)).toContain("key 2 of ana");
  expect(await said(ana)).not.toContain("key 1 of boss");
  const people = await open.rooms.listParticipants("talk");
  expect(people.map(({ identity }) => identity)).toEqual(["ana", "boss"]);
  await Promise.all([ana.close(), boss.close()]);
});

test("somebody is removed, muted from afar, and the room ended; each learns why", async () => {
  await using open = await openProject();
  const ana = await joined(open, "ana", { hertz: 500 });
  const ben = await joined(open, "ben");
  await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
  const [track] = (await open.rooms.getParticipant("talk", "ana")).tracks;
  await open.rooms.mutePublishedTrack("talk", "ana", track?.sid ?? "", true);
  await expect.poll(() => said(ben)).toContain("muted ana");
  await open.rooms.removeParticipant("talk", "ana");
  await expect.poll(() => said(ana)).toContain("ended PARTICIPANT_REMOVED");
  await expect.poll(() => who(ben)).toEqual([]);
  await open.rooms.deleteRoom("talk");
  await expect.poll(() => said(ben)).toContain("ended ROOM_DELETED");
  await expect
    .poll(() => open.received.map(({ event, participant }) => [event, participant?.identity]))
    .toEqual([
      ["room_started", undefined],
      ["participant_joined", "ana"],
      ["track_published", "ana"],
      ["participant_joined", "ben"],
      ["track_unpublished", "ana"],
      ["participant_left", "ana"],
      ["participant_left", "ben"],
      ["room_finished", undefined],
    ]);
  await Promise.all([ana.close(), ben.close()]);
});

test("a browser whose socket breaks joins anew by itself, and is heard again", async () => {
  await using open = await openProject();
  const ana = await joined(open, "ana", { hertz: 500 });
  const ben = await joined(open, "ben");
  await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
  await open.control.cut(open.project.key, "talk", "ana");
  await expect.poll(() => said(ana)).toContain("reconnected");
  await hears(ben, "ana", 500).toBeGreaterThan(HEARD);
  expect(await who(ben)).toEqual(["ana"]);
  await Promise.all([ana.close(), ben.close()]);
});
