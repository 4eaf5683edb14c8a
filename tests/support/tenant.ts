import { randomBytes } from "node:crypto";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";
import { type CarrierControl, carrierControl } from "@/local/carrier/control";
import { type Company, demoPassword, type Person } from "@/local/demo/companies";
import { gatherPeople, need, type Session } from "@/local/demo/people";
import { stack } from "./stack";

export type Member = {
  userId: string;
  name: string;
  email: string;
  password: string;
  /** The personal phone, E.164. */
  phone: string;
  /** Supabase as this person: what they may do, RLS decides. */
  db: Session["db"];
  /** For `Authorization: Bearer`. */
  accessToken: string;
};

export type TestTenant = {
  id: string;
  name: string;
  admin: Member;
  manager: Member;
  rep: Member;
  rep2: Member;
  /** The Twilio number, E.164; it forwards to `rep`. */
  number: string;
  numberId: string;
  numberSid: string;
  accountSid: string;
  authToken: string;
  carrier: CarrierControl;
};

const people: Company["people"] = [
  { mailbox: "admin", role: "admin", name: "Ada Admin", phone: "+12065550110" },
  { mailbox: "manager", role: "manager", name: "Mo Manager", phone: "+12065550111" },
  { mailbox: "rep", role: "rep", name: "Rae Rep", phone: "+12065550112" },
  { mailbox: "rep2", role: "rep", name: "Rob Rep", phone: "+12065550113" },
];

async function toMember(session: Session, domain: string): Promise<Member> {
  const { person, userId, db } = session;
  const { data } = await db.auth.getSession();
  return {
    userId,
    name: person.name,
    email: `${person.mailbox}@${domain}`,
    password: demoPassword,
    phone: person.phone,
    db,
    accessToken: data.session?.access_token ?? "",
  };
}

/**
 * A tenant of its own: four people signed up and invited through the real API, an account at the
 * carrier with a virtual clock, Twilio settings saved by the admin. Numbers are the same in every
 * tenant; accounts and addresses are not. `withoutTwilio` leaves the settings unsaved; `app` is where the number's
 * webhooks go when not to the app that all tests share; `startsAt` is where the carrier's clock begins (ISO 8601, now
 * unless told otherwise).
 */
export async function makeTenant(
  options: { withoutTwilio?: boolean; app?: string; startsAt?: string } = {},
): Promise<TestTenant> {
  const hook = (route: "answer" | "status") =>
    voiceUrl(route).replace(stack.urls.app, options.app ?? stack.urls.app);
  const key = randomBytes(6).toString("hex");
  const company: Company = {
    name: `Tenant ${key}`,
    domain: `${key}.test`,
    timeZone: "America/Los_Angeles",
    number: "+12065550100",
    people,
    areas: ["206"],
    trades: ["Trade"],
    notes: ["Note"],
  };
  const carrier = carrierControl(stack.urls.carrier);
  const [account, gathered] = await Promise.all([
    carrier.ensureAccount({
      friendlyName: company.name,
      clock: "virtual",
      startsAt: options.startsAt,
      numbers: [
        {
          phoneNumber: company.number,
          voiceUrl: hook("answer"),
          statusCallback: hook("status"),
        },
      ],
    }),
    gatherPeople(stack.urls.supabase, company),
  ]);
  const { tenantId: id, sessions } = gathered;
  const member = async (mailbox: Person["mailbox"]) => {
    const session = sessions.find((each) => each.person.mailbox === mailbox);
    if (!session) throw new Error(`${mailbox} is missing`);
    return toMember(session, company.domain);
  };
  const [admin, manager] = [await member("admin"), await member("manager")];
  const [rep, rep2] = [await member("rep"), await member("rep2")];
  const numberSid = account.numbers[0]?.sid ?? "";
  const credentials = {
    account_sid: account.sid,
    auth_token_ciphertext: sealAuthToken(account.authToken, id),
    auth_token_last_four: account.authToken.slice(-4),
  };
  const line = { tenant_id: id, number: company.number, twilio_sid: numberSid };
  let numberId = "";
  if (!options.withoutTwilio) {
    await saveTwilioAccount(id, admin.userId, credentials, new Date());
    const number = await admin.db
      .from("phone_numbers")
      .insert({ ...line, forward_to: rep.userId })
      .select("id")
      .single();
    numberId = need("phone number", number).id;
  }
  return {
    id,
    name: company.name,
    admin,
    manager,
    rep,
    rep2,
    number: company.number,
    numberId,
    numberSid,
    accountSid: account.sid,
    authToken: account.authToken,
    carrier,
  };
}
