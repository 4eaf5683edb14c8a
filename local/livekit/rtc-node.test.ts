import { expect, test } from "vitest";
import { Person } from "@/local/livekit/testing/person";
import { openProject } from "@/local/livekit/testing/project";

test("LiveKit's own client in Node hears and is heard, and sees who comes and goes", async () => {
  await using open = await openProject();
  const join = async (identity: string, hertz: number) => {
    const token = await open.token(identity, { roomJoin: true, room: "talk" });
    return await Person.join(open.project.url, token, hertz);
  };
  await using ana = await join("ana", 500);
  const ben = await join("ben", 1000);
  await expect.poll(() => ana.levelAt(1000)).toBeGreaterThan(0.05);
  await expect.poll(() => ben.levelAt(500)).toBeGreaterThan(0.05);
  expect(ana.levelAt(500)).toBeLessThan(0.02);
  expect([...ana.room.remoteParticipants.keys()]).toEqual(["ben"]);
  await ben[Symbol.asyncDispose]();
  await expect.poll(() => ana.left).toEqual(["ben"]);
});
