import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { type LivekitAccount, livekitAccount } from "@/lib/livekit/account";
import { removePerson } from "@/lib/livekit/rooms";
import { type RoomRole, roomIdentity, roomToken } from "@/lib/livekit/token";
import { claimLeftMs } from "@/lib/rooms/decide";
import { findRoom } from "@/lib/rooms/find";
import { type Claim, giveBackClaim } from "@/lib/rooms/give-back";
import { claimRoom, type Entered, enterRoom } from "@/lib/rooms/machine";
import { roomRefused } from "@/lib/rooms/refusals";
import type { RoomToken } from "@/lib/rooms/schema";

/** Twilio reports that a leg rings before LiveKit says which room it rings in. */
const waitForRoomMs = 4_000;
const askEveryMs = 250;
const lookAfterTries = 4;

/** What a person needs to enter a call's room, and what is to be looked after once they have it. */
export type Entry = RoomToken & { after: (() => Promise<void>) | null };

/**
 * A token for the room of a call: for whoever is rung and answers, joins, or listens. Throws
 * AppError 403, 404, 409 (`taken` with the name of who was first), or 503 where LiveKit has no room
 * for the call.
 */
export async function enterCallRoom(member: Member, callId: string, as: RoomRole): Promise<Entry> {
  const { tenant, user_id } = member;
  const account = await livekitAccount(tenant.id);
  if (!account) throw roomRefused({ refused: "rooms_off" });
  const entered =
    as === "answer" ? await answer(account, member, callId) : await enter(member, callId, as);
  const entry = await entryOf(account, member, entered, as);
  const { room: name, room_id, claimed_at, is_answered, former } = entered;
  if (former) await removeFormer(account, name, former);
  if (!claimed_at || is_answered) return { ...entry, after: null };
  const claim = { name, room_id, claimed_by: user_id, claimed_at };
  return { ...entry, after: () => giveBackLater(account, claim) };
}

async function answer(
  account: LivekitAccount,
  { tenant, user_id }: Member,
  callId: string,
): Promise<Entered> {
  const until = Date.now() + waitForRoomMs;
  for (let tries = 1; ; tries += 1) {
    const claimed = await claimRoom(tenant.id, user_id, callId, new Date());
    if ("refused" in claimed) throw roomRefused(claimed);
    if ("room" in claimed) return claimed;
    if (Date.now() > until) {
      const message = "LiveKit has no room for this call yet. Try again in a moment.";
      throw new AppError("unavailable", "no_room", message);
    }
    await pause(askEveryMs);
    // Its report may be lost: by now LiveKit itself knows.
    if (tries === lookAfterTries) await findRoom(account, callId).catch(console.error);
  }
}

async function enter({ tenant, user_id }: Member, callId: string, as: "join" | "listen") {
  const entered = await enterRoom(tenant.id, user_id, callId, as, new Date());
  if ("refused" in entered) throw roomRefused(entered);
  return entered;
}

async function entryOf(
  account: LivekitAccount,
  { user_id, name }: Member,
  { room }: Pick<Entered, "room">,
  as: RoomRole,
): Promise<RoomToken> {
  const identity = roomIdentity(user_id);
  const token = await roomToken({ account, room, identity, name, as });
  return { url: account.url, token, identity };
}

/** Whose claim has lapsed is out, before whoever took it over comes in. */
async function removeFormer(account: LivekitAccount, room: string, former: string): Promise<void> {
  await removePerson(account, room, roomIdentity(former)).catch(console.error);
}

/** Whoever has published no microphone by then is out again, and the call rings on. */
async function giveBackLater(account: LivekitAccount, claim: Claim): Promise<void> {
  await pause(claimLeftMs(claim.claimed_at, new Date()));
  await giveBackClaim(account, claim);
}
