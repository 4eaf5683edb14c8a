import { describe, expect, test } from "vitest";
import { isMadeFromUrl, readLivekitUrl, readSipHost } from "@/lib/livekit-account/address";

const standIn = "http://127.0.0.1:54340";

describe("a project's address", () => {
  test.each([
    ["wss://acme-x1.livekit.cloud", "wss://acme-x1.livekit.cloud"],
    [" https://acme-x1.livekit.cloud/ ", "wss://acme-x1.livekit.cloud"],
    ["acme-x1.livekit.cloud", "wss://acme-x1.livekit.cloud"],
    ["wss://rooms.acme.com:7880", "wss://rooms.acme.com:7880"],
    ["http://127.0.0.1:54340", "ws://127.0.0.1:54340"],
    ["ws://127.0.0.1:54340", "ws://127.0.0.1:54340"],
  ])("%s is %s", (typed, url) => {
    expect(readLivekitUrl(typed, standIn)).toEqual({ url });
  });

  test.each([
    ["", /such as/],
    ["ws://rooms.acme.com", /wss:/],
    ["http://127.0.0.1:54341", /wss:/],
    ["wss://127.0.0.1:7880", /public/],
    ["wss://10.0.0.3", /public/],
    ["wss://livekit.internal", /public/],
    ["wss://acme.livekit.cloud/rtc", /path/],
    ["wss://me:word@acme.livekit.cloud", /path/],
    ["javascript:alert(1)", /such as|wss:/],
  ])("%s is refused", (typed, problem) => {
    expect(readLivekitUrl(typed, standIn)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe("a SIP host", () => {
  test.each([
    ["sip:vjnxecm0tjk.sip.livekit.cloud", "vjnxecm0tjk.sip.livekit.cloud"],
    ["SIP.Acme.com:5060;transport=tcp", "sip.acme.com:5060"],
    ["  ", ""],
  ])("%s is %s", (typed, host) => {
    expect(readSipHost(typed)).toBe(host);
  });

  test("made of the project's URL is noticed", () => {
    const url = "wss://acme-x1.livekit.cloud";
    expect(isMadeFromUrl("acme-x1.sip.livekit.cloud", url)).toBe(true);
    expect(isMadeFromUrl("vjnxecm0tjk.sip.livekit.cloud", url)).toBe(false);
    expect(isMadeFromUrl("sip.acme.com", "wss://rooms.acme.com")).toBe(false);
  });
});
