import { TokenVerifier } from "livekit-server-sdk";
import { expect, test } from "vitest";
import { personOf, type RoomRole, roomIdentity, roomToken } from "@/lib/livekit/token";

const account = { api_key: "APIkey", api_secret: "s".repeat(32) };
const userId = "11111111-1111-4111-8111-111111111111";

async function grantsOf(as: RoomRole) {
  const given = { room: "call-abc_1", identity: roomIdentity(userId), name: "Rae Rep", as };
  const token = await roomToken({ account, ...given });
  return new TokenVerifier(account.api_key, account.api_secret).verify(token);
}

test.each<RoomRole>(["answer", "join"])(
  "to %s is one room, the microphone and keys, no more",
  async (as) => {
    const claims = await grantsOf(as);
    expect(claims).toMatchObject({ sub: `user_${userId}`, name: "Rae Rep", iss: "APIkey" });
    expect(claims.video).toEqual({
      ...{ roomJoin: true, room: "call-abc_1", canSubscribe: true, canPublish: true },
      ...{ canPublishSources: ["microphone"], canPublishData: true, canUpdateOwnMetadata: false },
    });
    expect(claims.sip).toBeUndefined();
  },
);

test("to listen is unseen, and publishes nothing", async () => {
  const { video } = await grantsOf("listen");
  expect(video).toMatchObject({ hidden: true, canPublish: false, canPublishData: false });
});

test("a token is for two minutes", async () => {
  const { exp = 0, nbf = 0 } = await grantsOf("answer");
  expect(exp - nbf).toBe(120);
});

test("an identity is a person's, or nobody's", () => {
  expect(personOf(roomIdentity(userId))).toBe(userId);
  for (const each of ["sip_+12065550177", `user_${userId}x`, "user_", ""]) {
    expect(personOf(each)).toBeNull();
  }
});
