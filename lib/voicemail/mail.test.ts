import { expect, test } from "vitest";
import { type VoicemailMail, voicemailMail } from "@/lib/voicemail/mail";

const mail: VoicemailMail = {
  people: [],
  call_id: "6f2f9d3a-5d0e-4c6e-9d5b-1c1a3c1d2e3f",
  ...{ number: "+12065550177", name: "Jane Doe", company: "Acme Solar", is_shared: true },
  ...{ left_at: "2026-11-20T18:00:00Z", seconds: 20, time_zone: "UTC", country_code: "US" },
  ...{ transcript: "Please call me back.", transcript_state: "done" },
};
const now = new Date("2026-11-20T18:01:00Z");
const written = (changes: Partial<VoicemailMail> = {}) =>
  voicemailMail({ ...mail, ...changes }, now, "https://ringbook.example");

test("says who, when, how long, in which mailbox, what was said, and where to listen", () => {
  const { subject, text } = written();
  expect(subject).toBe("Voicemail from Jane Doe (0:20)");
  expect(text).toContain("Jane Doe, (206) 555-0177, left a message in the mailbox that Acme Solar");
  expect(text).toContain("“Please call me back.”");
  expect(text).toContain("https://ringbook.example/voicemail");
});

test("of a private number and one's own mailbox says so", () => {
  const { subject, text } = written({ number: "anonymous", name: null, is_shared: false });
  expect(subject).toBe("Voicemail from a private number (0:20)");
  expect(text).toContain("left a message in your mailbox");
});

test.each([
  [null, "Not transcribed."],
  ["waiting", "Not transcribed yet."],
  ["failed", "Couldn't be transcribed."],
])("without a transcript (%s) says so", (transcript_state, words) => {
  expect(written({ transcript: null, transcript_state }).text).toContain(words);
});
