import type { Account } from "@/local/carrier/engine/account";
import { newNumber } from "@/local/carrier/engine/new-number";
import {
  type Available,
  findNumber,
  isForSale,
  searchNumbers,
} from "@/local/carrier/inventory/search";
import type { NumberData } from "@/local/carrier/model";
import { formatted, isE164, toE164 } from "@/local/carrier/phone-number";
import type { RestContext } from "@/local/carrier/rest/context";
import { badRequest } from "@/local/carrier/rest/errors";
import { newSid } from "@/local/carrier/sid";

/** Twilio's numbers for trying out refusals (https://www.twilio.com/docs/iam/test-credentials). */
export const TEST_NUMBER = "+15005550006";
const UNAVAILABLE = "+15005550000";
const INVALID = "+15005550001";
const EMPTY_AREA = "533";

/** Reads `POST IncomingPhoneNumbers.json` and takes the number; throws the refusal. */
export function takeNumber(context: RestContext): NumberData {
  const { account, form } = context;
  const wanted = form.get("PhoneNumber") ? exact(context) : inArea(context);
  requirePapers(account, wanted, form);
  const { phoneNumber, offer } = wanted;
  return {
    ...newNumber(account, { phoneNumber, friendlyName: formatted(phoneNumber) }),
    sid: newSid("PN"),
    capabilities: offer.capabilities,
  };
}

function exact({ form, isTaken }: RestContext): Available {
  const given = form.get("PhoneNumber") ?? "";
  const number = toE164(given);
  if (!number || !isE164(number) || number === INVALID) {
    throw badRequest(21421, `PhoneNumber is invalid: ${given}`);
  }
  if (number === TEST_NUMBER) return { ...anyNumber(), phoneNumber: number };
  const found = findNumber(number);
  if (!found || number === UNAVAILABLE || isTaken(number) || !isForSale(number)) {
    throw badRequest(21422, `${number} is not available`);
  }
  return found;
}

/** What a number that is always there would be like. */
function anyNumber(): Available {
  const [first] = searchNumbers("US", "local", { capabilities: [] });
  if (!first) throw new Error("No number is for sale");
  return first;
}

/** The first one of an area, where it does not matter which. */
function inArea({ form, isTaken }: RestContext): Available {
  const areaCode = form.get("AreaCode");
  if (!areaCode) throw badRequest(21451, "A PhoneNumber or an AreaCode is required");
  if (!/^\d{3}$/.test(areaCode)) throw badRequest(21451, `AreaCode is invalid: ${areaCode}`);
  const found = ["US", "CA"]
    .flatMap((country) => searchNumbers(country, "local", { areaCode, capabilities: [] }))
    .find(({ phoneNumber }) => !isTaken(phoneNumber));
  if (!found || areaCode === EMPTY_AREA) {
    throw badRequest(21452, `No phone numbers found in area code ${areaCode}`);
  }
  return found;
}

/** What the number's country asks for: a bundle that Twilio has approved, an address. */
function requirePapers(account: Account, { offer }: Available, form: URLSearchParams): void {
  const bundleSid = form.get("BundleSid");
  if (offer.bundle && !bundleSid) {
    throw badRequest(21649, "Phone number requires a Regulatory Bundle: 'BundleSid' is empty");
  }
  if (bundleSid) {
    const status = account.bundles.get(bundleSid)?.status;
    if (status !== "twilio-approved") {
      throw badRequest(21649, `Bundle ${bundleSid} status is not twilio-approved`);
    }
  }
  const addressSid = form.get("AddressSid");
  if (offer.address !== "none" && !addressSid) {
    throw badRequest(21631, "Phone Number requires an Address but 'AddressSid' is empty");
  }
  if (addressSid && !account.addresses.has(addressSid)) {
    throw badRequest(21631, `Address ${addressSid} is not one of this account`);
  }
}
