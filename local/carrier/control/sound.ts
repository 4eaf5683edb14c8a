import type { Account } from "@/local/carrier/engine/account";
import { callsOf } from "@/local/carrier/engine/calls";
import { HandsetError } from "@/local/carrier/engine/handset";
import { HandsetLine } from "@/local/carrier/media/handset-line";
import type { OpenSound } from "@/local/carrier/signalling/sound";

/** Somebody listens at the leg of a handset, and may speak there: our answer to their offer. */
export async function listenAt(
  account: Account,
  callSid: string,
  sdp: string,
  openSound: OpenSound | null,
): Promise<{ sdp: string }> {
  const call = callsOf(account).get(callSid);
  const line = call && openSound && HandsetLine.of(call, openSound);
  if (!line) throw new HandsetError("No handset is in this call, or the carrier has no sound");
  return { sdp: await line.answer(sdp) };
}
