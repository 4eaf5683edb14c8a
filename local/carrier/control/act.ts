import { ActionSchema, AddressSchema } from "@/local/carrier/control/schema";
import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { type Handset, HandsetError } from "@/local/carrier/engine/handset";
import { handsetOf } from "@/local/carrier/engine/handsets";
import { placeInbound } from "@/local/carrier/engine/place";
import { placeFromClient } from "@/local/carrier/engine/place-from-client";
import { listen, say } from "@/local/carrier/streams/person";

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
    case "say":
      return say(phone, wanted);
    case "listen":
      return listen(phone, wanted);
    case "dial": {
      const { to, callerId, forwardedFrom, stirVerstat } = wanted;
      const caller = { handset: phone.phoneNumber, callerId, forwardedFrom, stirVerstat };
      return { callSid: placeInbound(account, caller, to).sid };
    }
    case "connect":
      return { callSid: connect(account, phone, wanted).sid };
  }
  account.journal.changed();
  return phone.state();
}

/** What `device.connect()` does in a browser, for a handset that plays one. */
function connect(
  account: Account,
  phone: Handset,
  wanted: { applicationSid?: string | undefined; params?: Record<string, string> | undefined },
): Call {
  const [, identity] = /^client:(.+)$/.exec(phone.phoneNumber) ?? [];
  if (!identity) throw new HandsetError(`${phone.phoneNumber} is no browser`);
  if (phone.state().state !== "idle") throw new HandsetError(`${phone.phoneNumber} is in a call`);
  const [only, ...others] = [...account.applications.values()];
  const application = wanted.applicationSid
    ? account.applications.get(wanted.applicationSid)
    : others.length === 0
      ? only
      : undefined;
  if (!application) {
    throw new HandsetError(`There is no TwiML app ${wanted.applicationSid ?? "to choose"}`);
  }
  const parameters = Object.entries(wanted.params ?? {});
  return placeFromClient(account, { identity, application, parameters, phone });
}
