import { expect, test } from "vitest";
import { standInUrl } from "@/lib/twilio/base-url";

test.each([
  [
    "http://x",
    "https://api.twilio.com/2010-04-01/Accounts.json?Page=1",
    "http://x/2010-04-01/Accounts.json?Page=1",
  ],
  ["http://x/", "https://api.twilio.com/a", "http://x/a"],
  [
    "http://x:1/y/",
    "https://pricing.twilio.com/v2/Voice/Countries",
    "http://x:1/y/pricing/v2/Voice/Countries",
  ],
  ["http://x", "https://lookups.twilio.com/v2/a?b=c%2Fd", "http://x/lookups/v2/a?b=c%2Fd"],
  ["http://x", "https://api.dublin.ie1.twilio.com/a", "http://x/a"],
])("with %s in Twilio's place, %s is %s", (base, twilioUrl, url) => {
  expect(standInUrl(base, twilioUrl)).toBe(url);
});
