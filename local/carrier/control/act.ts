import { ActionSchema, AddressSchema } from "@/local/carrier/control/schema";
import type { Account } from "@/local/carrier/engine/account";
import type { Handset } from "@/local/carrier/engine/handset";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { placeInbound } from "@/local/carrier/engine/place";

export function phoneOf(account: Account, address = ""): Handset {
  return handsetOf(account, AddressSchema.parse(address));
}

/** What a person does with a phone; gives the phone's state, or the call that was dialled. */
export function act(account: Account, phone: Handset, body: unknown): unknown {
  const wanted = ActionSchema.parse(body);
  switch (wanted.action) {
    case "answer":
      phone.answer();
      break;
    case "decline":
      phone.decline();
      break;
    case "hangup":
      phone.hangup();
      break;
    case "press":
      phone.press(wanted.digits);
      break;
    case "speak":
      phone.speak(wanted.seconds);
      break;
    case "dial": {
      const { to, callerId, forwardedFrom } = wanted;
      const caller = { handset: phone.phoneNumber, callerId, forwardedFrom };
      return { callSid: placeInbound(account, caller, to).sid };
    }
  }
  account.journal.changed();
  return phone.state();
}
