import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { sealLivekitSecret } from "@/lib/livekit/secret";
import type { Decision } from "@/lib/voice/decision";
import { renderTwiml } from "@/lib/voice/render";
import { wayIntoRooms } from "@/lib/voice/room-leg";

const tenant = randomUUID();
const call = randomUUID();
const rae = randomUUID();
const trunk = {
  ...{ sip_host: "acme.sip.livekit.cloud", region: null, transport: "tcp" },
  ...{ numbers: ["+12065550100"], beside_phones: true },
  secret: {
    ...{ tenant_id: tenant, sip_username: "ringbook-1" },
    sip_password_ciphertext: sealLivekitSecret("pass & word", tenant, "sip_password"),
  },
};
const forward = {
  ...{ kind: "forward", call_id: call, call_sid: "CA1", company: "Acme Solar", notice: null },
  ...{ phone: "+12065550112", in_browser: true, user_id: rae, caller_id: "+12065550177" },
  ...{ record: false, time_limit_seconds: 60 },
} satisfies Decision;
const way = { ...trunk, number: "+12065550100" };

test("the browser is rung through one <Sip>, beside the phone", () => {
  const twiml = renderTwiml({ ...forward, rooms: way });
  expect(twiml).not.toContain("<Client");
  expect(twiml).toContain("</Number><Sip ");
  expect(twiml).toContain('username="ringbook-1" password="pass &amp; word"');
  const address = "sip:+12065550100@acme.sip.livekit.cloud;transport=tcp";
  expect(twiml).toContain(`${address}?X-Ringbook-Call=${call}</Sip>`);
  expect(twiml).toMatch(new RegExp(`<Sip [^>]*rings=${rae}`));
});

test("without LiveKit nothing changes, nor where nobody is in a browser", () => {
  expect(renderTwiml({ ...forward, rooms: null })).toBe(renderTwiml(forward));
  expect(renderTwiml({ ...forward, in_browser: false, rooms: way })).not.toContain("<Sip");
});

test("a password that does not open rings the browser phone", () => {
  const secret = { ...trunk.secret, sip_password_ciphertext: "v1.other" };
  const twiml = renderTwiml({ ...forward, rooms: { ...way, secret } });
  expect(twiml).toContain("<Client");
  expect(twiml).not.toContain("<Sip");
});

test("shown again, the trunk's credentials are not there", () => {
  const { secret: _, ...shown } = way;
  const twiml = renderTwiml({ ...forward, rooms: shown });
  expect(twiml).toContain('username="…" password="…"');
});

test("a region goes into the address", () => {
  const twiml = renderTwiml({ ...forward, rooms: { ...way, region: "ie1" } });
  expect(twiml).toContain(";transport=tcp;region=ie1?X-Ringbook-Call");
});

test("a trunk takes calls for the numbers alone that it was set up with", () => {
  const ours = wayIntoRooms({ rooms: trunk }, ["+12065550177", "+12065550100"]);
  expect(ours?.number).toBe("+12065550100");
  expect(wayIntoRooms({ rooms: trunk }, ["+12065550177"])).toBeNull();
  expect(wayIntoRooms({ rooms: null }, ["+12065550100"])).toBeNull();
});

test.each([
  [undefined, call],
  [30, `${call}.30`],
  [null, `${call}.never`],
])("a route's own silence, %s, is in the header: %s", (silence_seconds, said) => {
  const line = { rooms: trunk };
  const rooms = wayIntoRooms(line, ["+12065550100"], { silence_seconds });
  expect(renderTwiml({ ...forward, rooms })).toContain(`X-Ringbook-Call=${said}</Sip>`);
});

test("beside a phone, a room needs Twilio's Enhanced Programmable SIP", () => {
  const rooms = { ...way, beside_phones: false };
  const both = renderTwiml({ ...forward, rooms });
  expect(both).toContain("</Number><Client ");
  expect(both).not.toContain("<Sip");
  expect(renderTwiml({ ...forward, phone: null, rooms })).toContain("<Sip");
});

test("the end of a <Dial> that has only a <Sip> says whom to ring if it fails", () => {
  expect(renderTwiml({ ...forward, phone: null, rooms: way })).toContain(`fallback=25.${rae}`);
  expect(renderTwiml({ ...forward, rooms: way })).not.toContain("fallback=");
  expect(renderTwiml({ ...forward, phone: null })).not.toContain("fallback=");
});

test("a call that LiveKit has not taken rings the same browsers, which are asked no more", () => {
  const again = renderTwiml({
    ...{ kind: "ring_again", call_id: call, call_sid: "CA1", user_ids: [rae], seconds: 20 },
    ...{ query: { call, leg: "caller", at: "all.1" }, leg: { left: "sales.1" } },
    ...{ caller_id: "+12065550177", record: false, time_limit_seconds: 60 },
  });
  expect(again).toMatch(/<Dial [^>]*timeout="20"[^>]*at=all\.1/);
  expect(again).toMatch(/<Client [^>]*left=sales\.1/);
  expect(again).not.toContain("fallback=");
});
