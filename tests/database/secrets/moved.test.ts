import { afterAll, expect, test } from "vitest";
import { makeTenant } from "@/tests/support/tenant";
import { initiate } from "@/tests/telephony/calls/walk";
import { admin, machine, plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post, recordDigest } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const ciphertextOf = async (tenantId: string): Promise<string> => {
  const [row] = await admin`select auth_token_ciphertext as it from public.twilio_accounts
    where tenant_id = ${tenantId}`;
  return String(row?.it);
};
const putThere = (tenantId: string, ciphertext: string) =>
  admin`update public.twilio_accounts set auth_token_ciphertext = ${ciphertext} where tenant_id = ${tenantId}`;

test("a ciphertext that was moved to another tenant's row opens for nobody there", async () => {
  const [acme, globex] = await Promise.all([plantTenant(), plantTenant()]);
  const own = await ciphertextOf(globex.id);
  await putThere(globex.id, await ciphertextOf(acme.id));
  const before = await recordDigest(globex);
  for (const token of [acme.authToken, globex.authToken, ""]) {
    const fields = callerFields(globex);
    expect((await post({ path: "answer", fields, token })).status).toBe(403);
  }
  expect(await recordDigest(globex)).toBe(before);
  const fields = callerFields(acme);
  expect((await post({ path: "answer", fields, token: acme.authToken })).status).toBe(200);
  await putThere(globex.id, own);
  await expect
    .poll(async () => {
      const again = callerFields(globex);
      return (await post({ path: "answer", fields: again, token: globex.authToken })).status;
    })
    .toBe(200);
});

test.each([
  ["another version", (ciphertext: string) => `v2${ciphertext.slice(2)}`],
  ["another key's id", (ciphertext: string) => ciphertext.replace(/^v1\.[^.]+/, "v1.AAAAAAAA")],
  ["a shorter tag", (ciphertext: string) => ciphertext.slice(0, -6)],
  ["nothing in it", () => ""],
])("a ciphertext with %s opens for nobody", async (_, change) => {
  const tenant = await plantTenant();
  await putThere(tenant.id, change(await ciphertextOf(tenant.id)));
  const request = { path: "answer", fields: callerFields(tenant), token: tenant.authToken };
  expect((await post(request)).status).toBe(403);
});

test("a rep who calls with it reads what an admin has to do, and the phone does not ring", async () => {
  const [acme, globex] = await Promise.all([makeTenant(), makeTenant()]);
  await putThere(globex.id, await ciphertextOf(acme.id));
  const response = await initiate(globex.rep, { to: "+12065550177" });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining("Enter it again in Settings → Twilio") },
  });
  expect(await globex.carrier.calls(globex.accountSid)).toEqual([]);
  const [call] =
    await admin`select status, outcome from public.calls where tenant_id = ${globex.id}`;
  expect(call).toMatchObject({ status: "failed", outcome: "failed" });
});
