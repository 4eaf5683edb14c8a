import { expect, test } from "vitest";
import { isPrivateAddress } from "@/lib/core/public-address";
import { readBaseUrl } from "@/lib/speech/address";

const standIn = "http://127.0.0.1:54331";

test.each([
  ["https://api.openai.com", "https://api.openai.com"],
  [" https://api.openai.com/v1/ ", "https://api.openai.com"],
  ["https://api.openai.com/v1/audio/transcriptions", "https://api.openai.com"],
  ["https://speech.example.com/openai/v1", "https://speech.example.com/openai"],
  ["https://speech.example.com:8443", "https://speech.example.com:8443"],
  [standIn, standIn],
])("%j is the base %s", (typed, url) => {
  expect(readBaseUrl(typed, standIn)).toEqual({ url });
});

test.each([
  "",
  "api.openai.com",
  "http://api.openai.com",
  "ftp://api.openai.com",
  "https://user:pass@api.openai.com",
  "https://api.openai.com/?key=1",
  "https://localhost",
  "https://printer.local",
  "https://metadata.google.internal",
  "https://intranet",
  "https://127.0.0.1",
  "https://2130706433",
  "https://0x7f.1",
  "https://10.1.2.3",
  "https://169.254.169.254",
  "https://192.168.1.1",
  "https://[::1]",
  "https://[fd00::1]",
  "https://[::ffff:127.0.0.1]",
  "http://127.0.0.1:54332",
])("%j is refused", (typed) => {
  expect(readBaseUrl(typed, standIn)).toHaveProperty("problem");
});

test("without a stand-in its address is like any other", () => {
  expect(readBaseUrl(standIn, undefined)).toHaveProperty("problem");
});

test.each(["8.8.8.8", "2606:4700::1111"])("%s is public", (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});
test.each(["172.31.0.1", "100.64.1.1", "::ffff:10.0.0.1", "fe80::1", "no address"])(
  "%s is not",
  (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  },
);
