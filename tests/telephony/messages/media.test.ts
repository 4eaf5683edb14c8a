import { afterAll, beforeEach, expect, test } from "vitest";
import { mediaKey } from "@/lib/files/key";
import { isStored } from "@/lib/files/storage";
import { fetchWaitingMedia } from "@/lib/messages/fetch-media";
import { fetchMediaJob, removeMediaJob } from "@/lib/messages/job";
import { forgetMedia } from "@/lib/messages/machine";
import { stack } from "@/tests/support/stack";
import { keepSweepsAway } from "@/tests/support/sweeps";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { arrived, messagesOf, sendText, sentAtTwilio } from "@/tests/telephony/messages/text";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

keepSweepsAway();
let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const upload = (body: string | Uint8Array<ArrayBuffer>, by = tenant.rep, name = "roof.png") =>
  fetch(`${stack.urls.app}/api/messages/media?name=${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${by.accessToken}` },
    body,
  });

const fileAs = (id: string, { accessToken }: { accessToken: string }) =>
  fetch(`${stack.urls.app}/api/files/${id}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });

test("a picture that comes in is fetched and stored once, and read by its company alone", async () => {
  const phone = tenant.carrier.handset(tenant.accountSid, customer);
  const media = [
    { contentType: "image/png", base64: png },
    { contentType: "text/html", base64: btoa("<script>alert(1)</script>") },
  ];
  await phone.text({ to: tenant.number, body: "Look", media });
  await arrived(tenant);
  const [message] = await messagesOf(tenant);
  expect(message).toMatchObject({ media_count: 2, body: "Look" });
  const [job] = await admin`select data from jobs.job where name = 'messages.fetch_media'
    and data ->> 'id' = ${message?.id}`;
  expect(job?.data).toEqual({ tenant_id: tenant.id, id: message?.id });
  await fetchMediaJob.run(job?.data, { over: false });
  await fetchWaitingMedia(tenant.id, message?.id);
  const files = await admin`select * from public.message_media where tenant_id = ${tenant.id}
    order by position`;
  expect(files).toMatchObject([
    { state: "stored", content_type: "image/png" },
    { state: "stored", content_type: "text/html" },
  ]);
  const picture = await fileAs(files[0]?.id, tenant.rep2);
  expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(Buffer.from(await picture.arrayBuffer()).toString("base64")).toBe(png);
  const page = await fileAs(files[1]?.id, tenant.rep);
  expect(page.headers.get("content-type")).toBe("application/octet-stream");
  expect(page.headers.get("content-disposition")).toMatch(/^attachment/);
  const other = await makeTenant();
  expect((await fileAs(files[0]?.id, other.admin)).status).toBe(404);
});

test("a picture is uploaded and sent with a message, and Twilio fetches it by a signed link", async () => {
  const uploaded = await upload(Uint8Array.from(Buffer.from(png, "base64")));
  const { media } = await uploaded.json();
  expect([uploaded.status, media.content_type]).toEqual([201, "image/png"]);
  const sent = await sendText(tenant, { body: "Our work", mediaIds: [media.id] });
  expect(sent.status).toBe(201);
  await arrived(tenant);
  expect(await messagesOf(tenant)).toMatchObject([{ media_count: 1, status: "delivered" }]);
  expect(await sentAtTwilio(tenant)).toHaveLength(1);
  const again = await sendText(tenant, { mediaIds: [media.id] });
  expect([again.status, JSON.parse(again.text).error.code]).toEqual([422, "media_not_found"]);
});

test("another person's upload, or another company's, can't be sent", async () => {
  const { media } = await (
    await upload(Uint8Array.from(Buffer.from(png, "base64")), tenant.rep2)
  ).json();
  expect((await sendText(tenant, { mediaIds: [media.id] })).status).toBe(422);
  expect(await messagesOf(tenant)).toEqual([]);
});

const uploaded = async (by = tenant.rep): Promise<string> =>
  (await (await upload(Uint8Array.from(Buffer.from(png, "base64")), by)).json()).media.id;

test("one file that is gone leaves the others, and no empty thread", async () => {
  const [own, others] = [await uploaded(), await uploaded(tenant.rep2)];
  expect((await sendText(tenant, { mediaIds: [own, others] })).status).toBe(422);
  expect(await admin`select from public.message_threads where tenant_id = ${tenant.id}`).toEqual(
    [],
  );
  expect((await sendText(tenant, { mediaIds: [own, own] })).status).toBe(201);
  expect(await messagesOf(tenant)).toMatchObject([{ media_count: 1 }]);
});

test("the files of a message that Twilio refused can be sent again", async () => {
  const mediaIds = [await uploaded()];
  const refuse = { api: { error: { status: 400, code: 21614, message: "not a mobile" } } };
  const match = { match: { method: "POST" }, times: 1 };
  await tenant.carrier.fault(tenant.accountSid, { ...refuse, ...match });
  expect((await sendText(tenant, { mediaIds })).status).toBe(502);
  expect((await sendText(tenant, { mediaIds })).status).toBe(201);
  expect((await sendText(tenant, { mediaIds })).status).toBe(422);
});

test("what nobody has sent for a day is removed, with its bytes", async () => {
  const [old, fresh] = [await uploaded(), await uploaded()];
  await admin`update public.message_media set created_at = now() - interval '25 hours'
    where tenant_id = ${tenant.id} and id = ${old}`;
  await forgetMedia(new Date());
  const rows = await admin`select id from public.message_media where tenant_id = ${tenant.id}`;
  expect(rows).toEqual([{ id: fresh }]);
  const [job] = await admin`select data from jobs.job where name = 'messages.remove_media'
    and data ->> 'id' = ${old}`;
  expect(job?.data).toEqual({ tenant_id: tenant.id, id: old });
  await removeMediaJob.run(job?.data, { over: false });
  expect(await isStored(mediaKey(tenant.id, old), 5_000)).toBe(false);
  expect(await isStored(mediaKey(tenant.id, fresh), 5_000)).toBe(true);
});

test("a person's 61st file in an hour that isn't sent is refused", async () => {
  await admin`insert into public.message_media
      (tenant_id, content_type, state, uploaded_by, created_at)
    select ${tenant.id}, 'image/png', 'stored', ${tenant.rep.userId}, now()
    from generate_series(1, 60)`;
  expect((await upload(Uint8Array.from(Buffer.from(png, "base64")))).status).toBe(429);
  expect(await uploaded(tenant.rep2)).toEqual(expect.any(String));
});

test.each([
  ["<svg/>", "can't be sent"],
  ["", "is empty"],
  ["a".repeat(4 * 2 ** 20 + 1), "is too large"],
])("what carriers drop is refused with a sentence", async (body, sentence) => {
  const answer = await upload(body);
  expect(answer.status).toBe(422);
  expect((await answer.json()).error.message).toContain(sentence);
});
