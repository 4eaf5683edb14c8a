import { expect, test } from "vitest";
import { pagePolicy } from "@/lib/headers/page-policy";

const page = {
  nonce: "abc123==",
  installation: { supabaseUrl: "https://x.supabase.co/" },
  developing: false,
};

test.each(["desk", "embed"] as const)(
  "%s: nothing inline runs or styles without the nonce, and nothing is evaluated",
  (area) => {
    const policy = pagePolicy(area, page);
    expect(policy).toContain("script-src 'self' 'nonce-abc123==' 'strict-dynamic';");
    expect(policy).toContain("style-src 'self' 'nonce-abc123==';");
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
  },
);

test.each([
  ["https://x.supabase.co/", "https://x.supabase.co wss://x.supabase.co"],
  ["http://127.0.0.1:54321", "http://127.0.0.1:54321 ws://127.0.0.1:54321"],
])("the desk may ask Supabase at %s, and listen there", (supabaseUrl, allowed) => {
  const policy = pagePolicy("desk", { ...page, installation: { supabaseUrl } });
  expect(policy).toContain(`connect-src 'self' ${allowed} `);
});

test.each([
  [undefined, "wss://voice-js.roaming.twilio.com https://eventgw.twilio.com"],
  ["http://127.0.0.1:54330", "ws://127.0.0.1:54330"],
])(
  "calls in the browser go to Twilio, or to what stands in for it (%s), and nowhere else",
  (twilioUrl, allowed) => {
    const installation = { ...page.installation, ...(twilioUrl && { twilioUrl }) };
    const policy = pagePolicy("desk", { ...page, installation });
    expect(policy).toContain(`wss://x.supabase.co ${allowed};`);
  },
);

test.each([
  ["wss://acme.livekit.cloud", "https://acme.livekit.cloud wss://acme.livekit.cloud"],
  ["ws://127.0.0.1:54340", "http://127.0.0.1:54340 ws://127.0.0.1:54340"],
])(
  "rooms are at their company's LiveKit (%s) alone, and not for embedded pages",
  (url, allowed) => {
    const given = { ...page, installation: { ...page.installation, livekitUrl: url } };
    expect(pagePolicy("desk", given)).toContain(`https://eventgw.twilio.com ${allowed};`);
    expect(pagePolicy("desk", page)).not.toContain("livekit");
    expect(pagePolicy("embed", given)).toContain("connect-src 'self';");
  },
);

test.each([
  ["desk", "media-src 'self' mediastream:; object-src 'none'; worker-src 'self';"],
  ["embed", "media-src 'self'; object-src 'none'; worker-src 'none';"],
] as const)(
  "%s: sound and workers are our own, those of calls on the desk alone",
  (area, allowed) => {
    expect(pagePolicy(area, page)).toContain(allowed);
  },
);

test("an embedded page asks nobody but the app", () => {
  expect(pagePolicy("embed", page)).toContain("connect-src 'self';");
});

test("an embedded page is framed by nobody, unless its route says by whom", () => {
  expect(pagePolicy("embed", page)).toContain("frame-ancestors 'none';");
  const framedBy = ["https://shop.example/contact", "http://localhost:8080"];
  expect(pagePolicy("embed", { ...page, framedBy })).toContain(
    "frame-ancestors https://shop.example http://localhost:8080;",
  );
});

test("a site's name adds no directive", () => {
  const framedBy = ["https://shop.example; script-src *"];
  expect(() => pagePolicy("embed", { ...page, framedBy })).toThrow(/Invalid URL/);
});

test("a desk page is framed by nobody, whoever is named", () => {
  const policy = pagePolicy("desk", { ...page, framedBy: ["https://shop.example"] });
  expect(policy).toContain("frame-ancestors 'none';");
});

test("only in development is eval allowed", () => {
  expect(pagePolicy("desk", { ...page, developing: true })).toContain("'unsafe-eval'");
});

test("voice agents are heard where their processes are, and not from embedded pages", () => {
  const agentOrigins = ["wss://*.agents.example.com", "ws://127.0.0.1:*"];
  const given = { ...page, installation: { ...page.installation, agentOrigins } };
  expect(pagePolicy("desk", given)).toContain(` ${agentOrigins.join(" ")}; img-src`);
  expect(pagePolicy("embed", given)).toContain("connect-src 'self';");
});
