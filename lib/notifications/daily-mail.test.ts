import { describe, expect, test } from "vitest";
import { type DailyMail, dailyMail } from "@/lib/notifications/daily-mail";

const none = { count: 0, first: null };
const mail: DailyMail = {
  ...{ tenant_id: "", user_id: "", day: "2026-11-29", name: "Rae Rep", email: "rae@acme.test" },
  ...{ company: "Acme <b>", time_zone: "America/Los_Angeles", country_code: "US" },
  missed: {
    count: 2,
    first: [
      {
        ...{ what: "missed", calls: 3, missed_at: "2026-11-29T15:00:00Z" },
        ...{ number: "+12065550177", name: "Jane & Sons" },
      },
      {
        ...{ what: "voicemail", calls: 1, missed_at: "2026-11-28T23:00:00Z" },
        ...{ number: "+12065550178", name: null },
      },
    ],
  },
  tasks: {
    count: 120,
    first: [
      { title: "Send the quote", name: "Jane & Sons", due_at: "2026-11-28T17:00:00Z" },
      { title: "Call Bob", name: null, due_at: "2026-11-29T20:00:00Z" },
    ],
  },
  unread: {
    count: 1,
    first: [{ kind: "mentioned", subject: "notes", facts: { actor: "Rob", name: "Jane & Sons" } }],
  },
};
const now = new Date("2026-11-29T16:00:00Z");
const written = dailyMail(mail, now, "https://ringbook.test");

describe("a daily mail", () => {
  test("says in its subject how much there is", () => {
    expect(written?.subject).toBe("Your day: 2 to call back, 100+ tasks, 1 unread");
  });

  test("has whom to call back, what to do and what is unread, with the way there", () => {
    expect(written?.text).toBe(
      [
        "Rae Rep, this is your day at Acme <b>.",
        [
          "To call back (2)",
          "- Jane & Sons: 3 missed calls, Today, 7:00 AM",
          "- (206) 555-0178: Voicemail, Yesterday, 3:00 PM",
          "https://ringbook.test/missed?mine=1",
        ].join("\n"),
        [
          "Tasks (100+)",
          "- Send the quote, Jane & Sons: overdue since Yesterday, 9:00 AM",
          "- Call Bob: due Today, 12:00 PM",
          "https://ringbook.test/tasks",
        ].join("\n"),
        [
          "Unread (1)",
          "- Rob mentioned you in a note about Jane & Sons",
          "https://ringbook.test/notifications?unread=1",
        ].join("\n"),
        "Change or stop this daily email: https://ringbook.test/settings/notifications",
      ].join("\n\n"),
    );
  });

  test("takes nothing that people typed for markup", () => {
    expect(written?.html).toContain("Acme &lt;b&gt;");
    expect(written?.html).toContain("<li>Jane &amp; Sons: 3 missed calls, Today, 7:00 AM</li>");
  });

  test("leaves out what is empty, and is not written when all is", () => {
    const only = dailyMail({ ...mail, missed: none, unread: none }, now, "https://ringbook.test");
    expect(only?.subject).toBe("Your day: 100+ tasks");
    const empty = { ...mail, missed: none, tasks: none, unread: none };
    expect(dailyMail(empty, now, "https://ringbook.test")).toBeNull();
  });
});
