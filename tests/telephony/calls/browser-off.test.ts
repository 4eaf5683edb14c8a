import { afterAll, beforeEach, expect, test } from "vitest";
import { identify, type Member, memberOf } from "@/lib/auth/member";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";
import { check, turnOff, turnOn } from "@/lib/twilio-account/browser-calls/turn";
import { Browser } from "@/local/carrier/testing/browser";
import { browserOf, ringsInBrowser } from "@/tests/support/browser-calls";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { ask, customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
let ada: Member;
beforeEach(async () => {
  tenant = await makeTenant();
  ada = memberOf(await identify(tenant.admin.db), "admin");
});

type Account = { sid: string; token: string };

const atTwilio = ({ sid, token }: Account, path: string, init: RequestInit = {}) =>
  fetch(`${stack.urls.carrier}/2010-04-01/Accounts${path}`, {
    ...init,
    headers: { authorization: `Basic ${btoa(`${sid}:${token}`)}` },
  });

/** Whether the TwiML app and the API key of browser calls are at Twilio. */
async function madeAt(account: Account, made: { application_sid: string; api_key_sid: string }) {
  const paths = [`Applications/${made.application_sid}`, `Keys/${made.api_key_sid}`];
  const asked = paths.map((path) => atTwilio(account, `/${account.sid}/${path}.json`));
  return (await Promise.all(asked)).map(({ status }) => status);
}

async function isOn() {
  const made = await readBrowserCalls(ada.db, tenant.id);
  if (!made) throw new Error("browser calls are off");
  return made;
}

const secrets = () =>
  admin`select api_key_secret_ciphertext from public.browser_calls where tenant_id = ${tenant.id}`;

async function ownAccountIs({ sid, token }: Account): Promise<void> {
  await admin`update public.twilio_accounts
    set account_sid = ${sid}, auth_token_ciphertext = ${sealAuthToken(token, tenant.id)}
    where tenant_id = ${tenant.id}`;
}

test("turned off: app and key are gone at Twilio, the secret here, and no browser rings", async () => {
  const account = { sid: tenant.accountSid, token: tenant.authToken };
  await turnOn(ada);
  const made = await isOn();
  expect(await madeAt(account, made)).toEqual([200, 200]);
  expect(await secrets()).toHaveLength(1);
  await ringsInBrowser(tenant, tenant.rep, "both");

  expect(await turnOff(ada)).toBe("Browser calls are off.");
  expect(await madeAt(account, made)).toEqual([404, 404]);
  expect(await secrets()).toHaveLength(0);
  const phones = await admin`select from public.softphones where tenant_id = ${tenant.id}`;
  expect(phones).toHaveLength(0);
  expect((await ask(tenant.rep, "/api/softphone/token")).status).toBe(409);
  await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 8);
  const phone = tenant.carrier.handset(tenant.accountSid, tenant.rep.phone);
  expect((await phone.state()).state).toBe("ringing");
  expect((await browserOf(tenant, tenant.rep).state()).state).toBe("idle");
  expect(await turnOff(ada)).toBe("Browser calls are off.");
});

test("where Twilio cannot be asked they are off here, and what stays there is said", async () => {
  const account = { sid: tenant.accountSid, token: tenant.authToken };
  await turnOn(ada);
  const made = await isOn();
  await ownAccountIs({ ...account, token: "0".repeat(32) });
  const said = await turnOff(ada);
  expect(said).toContain(`${made.application_sid} and the API key ${made.api_key_sid}`);
  expect(await secrets()).toHaveLength(0);
  expect(await madeAt(account, made)).toEqual([200, 200]);
});

test("a subaccount has app and key of its own, until they are turned off", async () => {
  const owner = { sid: tenant.accountSid, token: tenant.authToken };
  const body = new URLSearchParams({ FriendlyName: "A subaccount" });
  const response = await atTwilio(owner, ".json", { method: "POST", body });
  const { sid, auth_token: token } = await response.json();
  await ownAccountIs({ sid, token });
  await turnOn(ada);
  const made = await isOn();
  expect(made.account_sid).toBe(sid);
  expect(await check(ada)).toBe("Everything is in place at Twilio.");
  expect(await madeAt({ sid, token }, made)).toEqual([200, 200]);
  expect(await madeAt(owner, made)).not.toContain(200);

  // A browser signs in to the subaccount, with the subaccount's key.
  const answer = await ask(tenant.rep, "/api/softphone/token");
  const { token: jwt, identity } = await answer.json();
  const claims = JSON.parse(Buffer.from(jwt.split(".")[1], "base64url").toString());
  expect(claims).toMatchObject({ sub: sid, iss: made.api_key_sid });
  expect(claims.grants.voice.outgoing).toMatchObject({ application_sid: made.application_sid });
  const clientsOf = async (account: string) =>
    (await tenant.carrier.registeredClients(account)).map((client) => client.identity);
  const socket = await Browser.registered({ carrier: { origin: stack.urls.carrier } }, jwt);
  expect(await clientsOf(sid)).toEqual([identity]);
  expect(await clientsOf(owner.sid)).toEqual([]);
  await socket.drop();

  expect(await turnOff(ada)).toBe("Browser calls are off.");
  expect(await madeAt({ sid, token }, made)).toEqual([404, 404]);
});
