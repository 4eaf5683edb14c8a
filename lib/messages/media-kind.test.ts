import { expect, test } from "vitest";
import { maxMediaBytes, readMedia } from "@/lib/messages/media-kind";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["GIF89a", "image/gif"],
  ["%PDF-1.7", "application/pdf"],
  ["BEGIN:VCARD\nVERSION:3.0", "text/vcard"],
  ["#!AMR\n", "audio/amr"],
  ["ID3\x04", "audio/mpeg"],
  ["\0\0\0\x18ftypmp42", "video/mp4"],
  ["\0\0\0\x18ftyp3gp4", "video/3gpp"],
])("%j is sent as %s", (head, type) => {
  expect(readMedia(bytes(head))).toEqual({ type });
});

test.each([
  ["", "is empty."],
  ["RIFF\0\0\0\0WEBPVP8 ", "is WebP, which carriers drop. Send a JPEG or PNG."],
  ["\0\0\0\x18ftypheic", "is HEIC, which carriers drop. Send a JPEG or PNG."],
  ["<svg onload=alert(1)>", /^can't be sent/],
  ["MZ\x90\0", /^can't be sent/],
])("%j is refused with a sentence", (head, problem) => {
  const read = readMedia(bytes(head));
  expect("problem" in read && read.problem).toMatch(problem);
});

test("what is too large is refused whatever it is", () => {
  const large = new Uint8Array(maxMediaBytes + 1);
  large.set(bytes("\xff\xd8\xff"));
  expect(readMedia(large)).toEqual({ problem: "is too large: at most 4 MB." });
});
