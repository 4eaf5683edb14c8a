import { expect, test } from "vitest";
import { withoutWideKeys } from "@/local/carrier/media/narrow-keys";

const offer = (lines: string[]) => lines.join("\r\n");

test("keys at another clock than PCMU's leave an offer, everything else stays", () => {
  const given = [
    "v=0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 0 111 110 126",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:111 opus/48000/2",
    "a=rtpmap:110 telephone-event/48000",
    "a=fmtp:110 0-16",
    "a=rtpmap:126 telephone-event/8000",
    "",
  ];
  expect(withoutWideKeys(offer(given))).toBe(
    offer([
      "v=0",
      "m=audio 9 UDP/TLS/RTP/SAVPF 0 111 126",
      "a=rtpmap:0 PCMU/8000",
      "a=rtpmap:111 opus/48000/2",
      "a=rtpmap:126 telephone-event/8000",
      "",
    ]),
  );
});
