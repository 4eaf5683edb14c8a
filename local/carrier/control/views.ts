import type { CallView } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import { callsOf } from "@/local/carrier/engine/calls";

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
