import { expect, test } from "vitest";
import { calendarFile } from "@/lib/booking/notify/calendar-file";
import { kindOf, type Notified, noticeSubject, noticeText } from "@/lib/booking/notify/words";
import { countSegments } from "@/lib/messages/segments";

const notified: Notified = {
  ...{ company: "Casa Verde", service: "Tuns și spălat", staff: "Ștefania" },
  ...{ starts_at: "2026-12-03T13:00:00Z", time_zone: "Europe/Bucharest", language: "ro" },
};
const english: Notified = {
  ...{ company: "Acme Solar", service: "Site visit", staff: "Maya Chen" },
  ...{ starts_at: "2026-12-03T23:00:00Z", time_zone: "America/Los_Angeles", language: "en" },
};

test.each([
  [
    "booked",
    "Acme Solar: Your Site visit is booked: Thu, Dec 3, 3:00 PM with Maya Chen. To change it, call us.",
  ],
  [
    "moved",
    "Acme Solar: Your Site visit is now Thu, Dec 3, 3:00 PM with Maya Chen. To change it, call us.",
  ],
  ["cancelled", "Acme Solar: Your Site visit on Thu, Dec 3, 3:00 PM is canceled."],
  [
    "reminder",
    "Acme Solar: A reminder of your Site visit: Thu, Dec 3, 3:00 PM with Maya Chen. To change it, call us.",
  ],
] as const)("%s is texted in English", (kind, text) => {
  expect(noticeText(kind, english)).toBe(text);
});

test("a text in Romanian has no diacritics, and so one segment", () => {
  const text = noticeText("booked", notified);
  expect(text).toBe(
    "Casa Verde: Programarea dvs. (Tuns si spalat) este confirmata: joi, 3 decembrie, ora 15:00, cu Stefania. Pentru modificari, sunati-ne.",
  );
  expect(countSegments(text)).toMatchObject({ encoding: "GSM-7", segments: 1 });
  expect(noticeSubject("booked", notified)).toBe(
    "Programare: Tuns și spălat, joi, 3 decembrie, ora 15:00",
  );
});

test.each([
  [{ status: "confirmed", sequence: 0 }, "booked"],
  [{ status: "confirmed", sequence: 2 }, "moved"],
  [{ status: "cancelled", sequence: 1 }, "cancelled"],
])("of %o the customer hears as %s", (row, kind) => {
  expect(kindOf(row)).toBe(kind);
});

test("its calendar file keeps the id and counts changes; a cancellation takes it back", () => {
  const event = {
    ...{ booking_id: "6f2f9d3a-5d0e-4c6e-9d5b-1c1a3c1d2e3f", sequence: 2, status: "confirmed" },
    ...{ service: "Tuns", staff: "Ana", company: "Casa Verde", contact: "Ioana, Pop" },
    ...{ email: "ioana@pop.test", starts_at: "2026-12-03T13:00:00Z" },
    ...{ ends_at: "2026-12-03T13:45:00Z", created_at: "2026-12-01T08:00:00Z" },
    updated_at: "2026-12-01T09:00:00Z",
  };
  const { method, content } = calendarFile(event, "ringbook@ringbook.test");
  expect(method).toBe("REQUEST");
  for (const line of [
    ...["METHOD:REQUEST", `UID:${event.booking_id}`, "SEQUENCE:2", "STATUS:CONFIRMED"],
    ...["DTSTART:20261203T130000Z", "DTEND:20261203T134500Z", "DTSTAMP:20261201T090000Z"],
  ]) {
    expect(content.split("\r\n")).toContain(line);
  }
  const gone = calendarFile({ ...event, sequence: 3, status: "cancelled" }, "a@b.test");
  expect(gone.method).toBe("CANCEL");
  expect(gone.content).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:3[\s\S]*STATUS:CANCELLED/);
});
