import { Notice } from "@/components/ui/notice";
import { formatExact } from "@/lib/core/time";
import type { TwilioAccount } from "@/lib/twilio-account/store";

/** Why a saved Twilio account serves no call; nothing while it does. */
export function AccountState({ account, timeZone }: { account: TwilioAccount; timeZone: string }) {
  if (account.verified_at) return null;
  if (!account.lost_at) {
    return (
      <Notice tone="warn" title="This Twilio account isn't verified">
        Calls can't use it yet. Enter its Auth Token below and save.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="Another company now uses this Twilio account">
      <p>
        On {formatExact(account.lost_at, timeZone)} someone there entered an Auth Token that Twilio
        accepts for {account.account_sid}. Since then, its calls no longer come here and nobody here
        can call with it.
      </p>
      <p className="mt-1">
        If you weren't expecting this, create a new Auth Token in the Twilio console, make it the
        primary one, and enter it below.
      </p>
    </Notice>
  );
}
