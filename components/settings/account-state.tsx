import { Notice } from "@/components/ui/notice";
import { formatExact } from "@/lib/core/time";
import type { TwilioAccount } from "@/lib/twilio-account/store";

/** Why a saved Twilio account serves no call; nothing while it does. */
export function AccountState({ account, timeZone }: { account: TwilioAccount; timeZone: string }) {
  if (account.verified_at) return null;
  if (!account.lost_at) {
    return (
      <Notice tone="warn" title="This Twilio account is not verified">
        No call uses it. Enter its Auth Token below and save.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="Another workspace uses this Twilio account now">
      <p>
        On {formatExact(account.lost_at, timeZone)} someone there entered an Auth Token that Twilio
        accepts for {account.account_sid}. Since then its calls do not come here, and nobody here
        can place calls with it.
      </p>
      <p className="mt-1">
        If you did not expect this, create a new Auth Token in the Twilio console, make it the
        primary one, and enter it below.
      </p>
    </Notice>
  );
}
