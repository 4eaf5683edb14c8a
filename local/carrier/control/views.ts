import type { CallView, RegisteredClient, SoundView } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import { callsOf } from "@/local/carrier/engine/calls";
import { clientsOf } from "@/local/carrier/engine/clients";
import { linesOf } from "@/local/carrier/media/handset-line";
import { legsOf } from "@/local/carrier/signalling/leg";

/** Every leg, oldest first, with the recordings made of it. */
export function viewCalls(account: Account): CallView[] {
  const recordings = [...account.recordings.values()];
  return [...callsOf(account).values()]
    .map((call) => ({
      ...call.data,
      recordings: recordings
        .filter((recording) => recording.callSid === call.sid)
        .map(({ target: _target, ...recording }) => recording),
    }))
    .sort((one, other) => one.createdAt - other.createdAt);
}

/** The identities that real browsers are registered for, and at how many. */
export function viewClients(account: Account): RegisteredClient[] {
  return [...clientsOf(account)].map(([identity, { devices }]) => ({ identity, devices }));
}

/** What a browser at a live leg's far end sends, or who listens there; nothing of other legs. */
export function viewSound(account: Account, callSid: string): SoundView {
  const end = legsOf(account).get(callSid) ?? linesOf(account).get(callSid);
  return end?.heard() ?? { level: 0, packets: 0 };
}
