import { ACME, CUSTOMER, type Line, openLine } from "@/local/carrier/testing/line";

export const thanks = "<Response><Message>Thanks &amp; see you</Message></Response>";

const ANY = { friendlyName: "Acme Solar", clock: "virtual" } as const;

type Form = Record<string, string | string[]>;

/** A line whose numbers give texts to the app's `/text`. */
export async function textable(
  options: Parameters<typeof openLine>[0] = {},
  others: string[] = [],
): Promise<Line> {
  const line = await openLine({ numbers: [], ...options });
  const { app, control, sid } = line;
  await control.ensureAccount({
    sid,
    ...ANY,
    numbers: [ACME, ...others].map((phoneNumber) => ({
      phoneNumber,
      smsUrl: `${app.origin}/text`,
    })),
  });
  return line;
}

export async function sendText(line: Line, extra: Form = {}) {
  return await line.rest("POST", "/Messages.json", {
    To: CUSTOMER,
    From: ACME,
    Body: "Your roof is ready",
    StatusCallback: `${line.app.origin}/message-status`,
    ...extra,
  });
}

/** The account's numbers, as the API knows them. */
export async function numberSids(line: Line): Promise<string[]> {
  const { control, sid } = line;
  const { numbers } = await control.ensureAccount({ sid, ...ANY, numbers: [] });
  return numbers.map((number) => number.sid);
}

/** A Messaging Service with all of the account's numbers; gives its SID. */
export async function makeService(line: Line): Promise<string> {
  const all = "/messaging/v1/Services";
  const { body } = await line.product("POST", all, { FriendlyName: "Acme" });
  for (const PhoneNumberSid of await numberSids(line)) {
    await line.product("POST", `${all}/${body.sid}/PhoneNumbers`, { PhoneNumberSid });
  }
  return String(body.sid);
}
