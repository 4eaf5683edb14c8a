import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import { clientsOf } from "@/local/carrier/engine/clients";
import { handsetOf, handsetsOf } from "@/local/carrier/engine/handsets";
import type { SipServer } from "@/local/carrier/engine/sip-server";
import { isE164, isEndpoint } from "@/local/carrier/phone-number";
import { readSipAddress } from "@/local/carrier/sip/address";
import { TrunkPhone } from "@/local/carrier/sip/trunk-phone";

/** What a leg can ring at. */
export type Phone = {
  readonly isBusy: boolean;
  readonly isOutOfOrder: boolean;
  /** It is not known to ring as soon as it is called. */
  readonly saysWhenItRings?: boolean;
  join(call: Call): void;
};

const CLIENT = "client:";

function sipServerAt({ sip }: Account, address: string): SipServer | null {
  const host = readSipAddress(address)?.host;
  return host !== undefined && sip?.takes(host) ? sip : null;
}

/**
 * The phone at this address; null where there is none. A browser that is registered comes before a
 * handset that plays one; a handset that nobody has declared or used plays none.
 */
export function phoneAt(account: Account, address: string): Phone | null {
  if (address.startsWith(CLIENT)) {
    const browsers = clientsOf(account).get(address.slice(CLIENT.length));
    if (!browsers) return handsetsOf(account).get(address) ?? null;
    return { isBusy: false, isOutOfOrder: false, join: (call) => browsers.join(call) };
  }
  const server = sipServerAt(account, address);
  if (server) {
    const join = (call: Call) => void new TrunkPhone(call, server);
    return { isBusy: false, isOutOfOrder: false, saysWhenItRings: true, join };
  }
  const canRing = isEndpoint(address) || (isE164(address) && !account.numberOf(address));
  return canRing ? handsetOf(account, address) : null;
}
