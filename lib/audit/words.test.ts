import { describe, expect, test } from "vitest";
import { describeEntries, describeEntry } from "@/lib/audit/entry";

const ada = "11111111-1111-4111-8111-111111111111";
const rae = "22222222-2222-4222-8222-222222222222";
const call = "33333333-3333-4333-8333-333333333333";
const main = "44444444-4444-4444-8444-444444444444";
const line = "55555555-5555-4555-8555-555555555555";
const names = new Map([
  [main, "Main"],
  [line, "+12065550177"],
  [ada, "Ada Admin"],
  [rae, "Rae Rep"],
  [call, "new@acme.test"],
]);

const entry = (
  action: string,
  detail: object = {},
  subject: string | null = null,
  actor: string | null = ada,
) =>
  describeEntry(
    {
      id: 1,
      action,
      actor_id: actor,
      subject,
      detail: JSON.parse(JSON.stringify(detail)),
      created_at: "2026-11-21T12:00:00Z",
    },
    names,
    "America/Los_Angeles",
  );
const sentence = (...given: Parameters<typeof entry>) => {
  const { who, what } = entry(...given);
  return `${who} ${what}`;
};
const became = (from: unknown, to: unknown) => ({ from, to });

describe("an entry is a plain sentence:", () => {
  test.each<[string, Parameters<typeof entry>]>([
    ["Ada Admin signed in", ["session.signed_in", {}, ada]],
    [
      "Rae Rep couldn't sign in: wrong password",
      ["session.refused", { reason: "wrong_password" }, rae, null],
    ],
    [
      "Rae Rep was refused a call to a number in JM ending in 34: country not allowed",
      ["call.refused", { reason: "country_not_allowed", country: "JM", ends_in: "34" }, null, rae],
    ],
    [
      "Ada Admin added +12065550177 to the do-not-call list",
      ["do_not_call.added", { number: became(null, "+12065550177") }],
    ],
    ["Ada Admin joined as admin", ["member.added", { role: became(null, "admin") }, ada]],
    ["Ada Admin made Rae Rep manager", ["member.changed", { role: became("rep", "manager") }, rae]],
    ["Ada Admin removed Rae Rep", ["member.changed", { removed_at: became(null, "2026") }, rae]],
    [
      "Ada Admin invited x@y.test as rep",
      ["invitation.added", { email: became(null, "x@y.test"), role: became(null, "rep") }],
    ],
    [
      "Ada Admin revoked the invitation of new@acme.test",
      ["invitation.changed", { revoked_at: became(null, "2026") }, call],
    ],
    ["Rae Rep added their phone", ["personal_phone.added", { phone: "changed" }, rae, rae]],
    [
      "Rae Rep was refused a call: This country is not allowed",
      ["call.refused", { message: "This country is not allowed." }, null, rae],
    ],
    ["Ada Admin exported the activity log", ["audit_log.exported"]],
    ["Ringbook deleted a recording", ["recording.deleted", {}, null, null]],
    [
      "Ada Admin added the number +12065550101",
      ["phone_number.added", { number: became(null, "+12065550101") }],
    ],
    ["Ada Admin deleted the route “Old”", ["route.removed", { name: "Old" }]],
    ["Ada Admin made the route “Main” the default", ["route.made_default", { name: "Main" }]],
    ["Ada Admin removed a number", ["phone_number.changed", { removed_at: became(null, "now") }]],
    [
      "Ada Admin added the number +12065550177 again",
      ["phone_number.changed", { removed_at: became("then", null) }, line],
    ],
    ["Ada Admin deleted the group “Sales”", ["group.removed", { name: became(null, "Sales") }]],
    [
      "Ada Admin unblocked calls from +12065550177",
      ["blocked_caller.removed", { number: became(null, "+12065550177") }],
    ],
    ["Ada Admin changed the draft of the route “Main”", ["route.changed", {}, main]],
    // Each by the name that it had then, whatever it is called now.
    ...(["audio_file", "company", "contact_field", "stage", "tag", "service"] as const).map(
      (subject): [string, Parameters<typeof entry>] => [
        `Ada Admin renamed the ${subject.replace("_", " ")} “Old” to “New”`,
        [`${subject}.changed`, { name: became("Old", "New"), color: became("red", "blue") }, main],
      ],
    ),
    [
      "Ada Admin renamed the outcome “Old” to “New”",
      ["disposition.changed", { label: became("Old", "New") }, main],
    ],
    [
      "Ada Admin changed “Old” in the calendar",
      ["staff.changed", { name: became("Old", "New") }, main],
    ],
    ["Ada Admin changed the stage “Main”", ["stage.changed", { color: became("a", "b") }, main]],
    [
      "Ada Admin renamed the route “Old” to “Main”",
      ["route.changed", { name: became("Old", "Main") }, main],
    ],
    [
      "Ada Admin published the route “Main”",
      ["route_version.added", { body: "changed", route_id: became(null, main) }, call],
    ],
    [
      "Ada Admin changed the draft of a route",
      ["route.changed", { draft: "changed" }, call.replaceAll("3", "7")],
    ],
    ["Ada Admin changed a number", ["phone_number.changed", { name: became(null, "Support") }]],
  ])("%s", (words, given) => {
    expect(sentence(...given)).toBe(words);
  });

  test("also where its action has none yet", () => {
    expect(sentence("fax_line.changed")).toBe("Ada Admin changed fax line");
  });

  test("by someone whose name is gone, too", () => {
    expect(sentence("settings.changed", {}, null, call.replaceAll("3", "9"))).toBe(
      "Someone who left changed the company's settings",
    );
  });
});

test("says what changed, from what to what, in the tenant's time and people's names", () => {
  const { changes } = entry("phone_number.changed", {
    forward_to: became(ada, rae),
    recording_enabled: became(true, false),
    seen_at: became(null, "2026-11-21T12:00:00+00:00"),
    auth_token_ciphertext: "changed",
    tenant_id: became(null, ada),
    number: became("+12065550100", null),
    note: became(null, ""),
    ip: "203.0.113.5",
  });
  expect(changes).toEqual([
    { label: "Auth Token", to: "changed" },
    { label: "Forwards to", from: "Ada Admin", to: "Rae Rep" },
    { label: "IP address", to: "203.0.113.5" },
    { label: "Recording", from: "on", to: "off" },
    { label: "Seen at", to: "Nov 21, 2026, 4:00:00 AM PST" },
    { label: "Number", from: "+12065550100", to: "nothing" },
  ]);
});

test("shows days as people write them, and no ids that say nothing", () => {
  const { changes } = entry("closure.added", {
    last_day: became(null, "2027-01-01"),
    first_day: became(null, "2026-12-24"),
    staff_id: became(null, rae.replaceAll("2", "8")),
    week: became({ mon: [] }, { tue: [] }),
    choices: became(null, []),
    spoken_names: became(["cut"], ["cut", "trim"]),
  });
  expect(changes).toEqual([
    { label: "First day", to: "Dec 24, 2026" },
    { label: "Last day", to: "Jan 1, 2027" },
    { label: "Week", to: "changed" },
    { label: "Spoken names", from: "cut", to: "cut, trim" },
  ]);
  const [moved] = entry("phone_number.changed", { route_id: became(rae, main) }).changes;
  expect(moved).toEqual({ label: "Route", from: "Rae Rep", to: "Main" });
});

test("leads to the call it is about", () => {
  for (const key of ["call", "call_id"]) {
    expect(entry("recording.listened", { [key]: call })).toMatchObject({
      callId: call,
      changes: [],
    });
  }
  expect(entry("recording.listened", { call_id: "javascript:alert(1)" }).callId).toBeUndefined();
});

test.each([null, [], "text", 3])("reads a detail that is %j", (detail) => {
  const row = { id: 1, action: "x.y", actor_id: null, subject: null, created_at: "2026-11-21" };
  expect(describeEntry({ ...row, detail: detail ?? "" }, names, "UTC").changes).toEqual([]);
});

test("a person's sign-ins from one address in a row are one entry, by the newest", () => {
  const rows = [
    [5, rae, "203.0.113.5"],
    [4, rae, "203.0.113.5"],
    [3, rae, "203.0.113.9"],
    [2, ada, "203.0.113.9"],
    [1, rae, "203.0.113.9"],
  ] as const;
  const entries = describeEntries(
    rows.map(([id, actor_id, ip]) => ({
      ...{ id, actor_id, action: "session.signed_in", subject: actor_id, detail: { ip } },
      created_at: `2026-11-21T12:00:0${id}Z`,
    })),
    names,
    "UTC",
  );
  expect(entries.map(({ row, who, times }) => [row.id, who, times])).toEqual([
    ...[
      [5, "Rae Rep", 2],
      [3, "Rae Rep", 1],
      [2, "Ada Admin", 1],
      [1, "Rae Rep", 1],
    ],
  ]);
});
