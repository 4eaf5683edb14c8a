import { expect, test } from "vitest";
import { understand } from "@/local/realtime-voice/policy/meaning";
import { Policy } from "@/local/realtime-voice/policy/policy";
import { newConfig } from "@/local/realtime-voice/protocol/config";
import type { Language } from "@/local/voice/voices";

const TOOLS = [
  ...["list_services", "check_availability", "book_appointment", "find_my_bookings", "reschedule"],
  ...["cancel", "take_message", "look_up", "transfer_to_person", "end_call"],
];
/** A Monday. */
const INSTRUCTIONS = "Today is Monday (2026-11-30), where the company is (Europe/Bucharest).";

/** What each tool answers in a talk, one after the other. */
type Answers = Record<string, object[]>;

/** Lets a caller say these sentences; gives what was done, as "tool arguments" or what was said. */
function talk(language: Language, said: string[], answers: Answers): string[] {
  const policy = new Policy();
  const config = newConfig("sess_test", "stand-in", 0);
  config.instructions = INSTRUCTIONS;
  config.tools = TOOLS.map((name) => ({ type: "function", name }));
  const done: string[] = [];
  for (const text of said) {
    policy.hear({ text, isSure: true });
    let isCalling = true;
    while (isCalling) {
      isCalling = false;
      for (const act of policy.respond(config, {}, language)) {
        if ("say" in act) done.push(act.say);
        else {
          done.push(`${act.call} ${JSON.stringify(act.args)}`);
          policy.take(act.call, JSON.stringify(answers[act.call]?.shift() ?? { ok: true }));
          isCalling = true;
        }
      }
    }
  }
  return done;
}

const slot = (token: string, starts_at: string, spoken: string) => ({
  ...{ slot_token: token, starts_at, spoken },
});

test("a booking: service, day and time, a yes to the read-back", () => {
  const done = talk("en", ["i would like to book a haircut", "tuesday at ten", "yes please"], {
    check_availability: [
      {
        ok: true,
        say: "Haircut with Ana, tomorrow, at ten, is free. Shall I book it?",
        slots: [slot("one", "2026-12-01T08:00:00Z", "tomorrow, ten")],
      },
    ],
    book_appointment: [{ ok: true, say: "It's booked." }],
  });
  expect(done).toEqual([
    "Which day and time would suit you?",
    'check_availability {"service":"haircut","day":"2026-12-01","time":"10:00"}',
    "Haircut with Ana, tomorrow, at ten, is free. Shall I book it?",
    'book_appointment {"slot_token":"one"}',
    "It's booked. Can I do anything else for you?",
  ]);
});

test("one of several offers, by its place and by its time in the company's zone", () => {
  const offers = () => ({
    check_availability: [
      {
        ok: true,
        say: "Which one suits you?",
        slots: [
          slot("nine", "2026-12-04T07:00:00Z", "Friday, nine"),
          slot("ten", "2026-12-04T08:00:00Z", "Friday, ten"),
        ],
      },
    ],
  });
  const begin = ["i would like to book a haircut", "friday please"];
  expect(talk("en", [...begin, "the second one", "yes"], offers()).slice(-2)[0]).toBe(
    'book_appointment {"slot_token":"ten"}',
  );
  expect(talk("en", [...begin, "at nine", "yes"], offers()).slice(-2)[0]).toBe(
    'book_appointment {"slot_token":"nine"}',
  );
});

test("a name is asked for, and a taken time leads to another one", () => {
  const free = { ok: true, say: "Free.", slots: [slot("one", "2026-12-01T08:00:00Z", "ten")] };
  const done = talk(
    "ro",
    [
      "o programare la tuns marți la zece",
      "da vă rog",
      "mă numesc ion popescu",
      "vineri la ora zece",
      "da",
    ],
    {
      check_availability: [free, free],
      book_appointment: [
        { ok: false, ask: true, say: "Pe ce nume?" },
        { ok: false, say: "Ora a fost ocupată." },
        { ok: true, say: "V-am programat." },
      ],
    },
  );
  expect(done).toEqual([
    'check_availability {"service":"tuns","day":"2026-12-01","time":"10:00"}',
    "Free.",
    'book_appointment {"slot_token":"one"}',
    "Pe ce nume?",
    'book_appointment {"slot_token":"one","name":"ion popescu"}',
    "Ora a fost ocupată.",
    'check_availability {"service":"tuns","day":"2026-12-04","time":"10:00"}',
    "Free.",
    'book_appointment {"slot_token":"one"}',
    "V-am programat. Vă mai pot ajuta cu ceva?",
  ]);
});

test("moving and cancelling find the booking first", () => {
  const mine = {
    ok: true,
    say: "You have one.",
    bookings: [{ booking: "b1", service: "Haircut" }],
  };
  const free = { ok: true, say: "Free.", slots: [slot("one", "2026-12-04T09:00:00Z", "eleven")] };
  expect(
    talk("en", ["i would like to move my appointment", "friday at eleven", "yes please"], {
      find_my_bookings: [mine],
      check_availability: [free],
    }).filter((line) => line.includes("{")),
  ).toEqual([
    "find_my_bookings {}",
    'check_availability {"service":"Haircut","day":"2026-12-04","time":"11:00"}',
    'reschedule {"booking":"b1","slot_token":"one"}',
  ]);
  expect(
    talk("ro", ["vreau să anulez programarea", "da vă rog"], {
      find_my_bookings: [mine],
      cancel: [
        { ok: false, ask: true, say: "Anulez programarea?" },
        { ok: true, say: "Gata." },
      ],
    }),
  ).toEqual([
    "find_my_bookings {}",
    'cancel {"booking":"b1"}',
    "Anulez programarea?",
    'cancel {"booking":"b1"}',
    "Gata. Vă mai pot ajuta cu ceva?",
  ]);
});

test.each([
  ["en", "can i speak to a person", 'transfer_to_person {"reason":"can i speak to a person"}'],
  ["ro", "cât costă un masaj", 'look_up {"question":"cât costă un masaj"}'],
  ["en", "please call me back today", 'take_message {"text":"please call me back today"}'],
  ["ro", "la revedere", "end_call {}"],
] as const)("%s: %s", (language, said, done) => {
  expect(talk(language, [said], {})[0]).toBe(done);
});

test.each([
  ["en", "next thursday at five", { weekday: 4, isNext: true }, { hour: 17, minute: 0 }],
  ["en", "half past nine", null, { hour: 9, minute: 30 }],
  ["en", "at two thirty", null, { hour: 14, minute: 30 }],
  ["en", "the second one", null, null],
  ["ro", "poimâine la șapte", { fromToday: 2 }, { hour: 19, minute: 0 }],
  ["ro", "mâine la ora zece", { fromToday: 1 }, { hour: 10, minute: 0 }],
  ["ro", "la două și jumătate", null, { hour: 14, minute: 30 }],
  ["ro", "aș dori o programare la tuns", null, null],
] as const)("%s: what %s means", (language, said, day, time) => {
  expect(understand(said, language)).toMatchObject({ day, time });
});

test("a goodbye is no name: the talk ends, and nothing is booked", () => {
  const said = ["i would like to book a haircut", "tuesday at ten", "yes please"];
  const done = talk("en", [...said, "thank you goodbye"], {
    check_availability: [{ ok: true, say: "Ten is free.", slots: [slot("one", "", "ten")] }],
    book_appointment: [{ ok: false, ask: true, say: "What name shall I book it under?" }],
  });
  expect(done.slice(-2)).toEqual(["What name shall I book it under?", "end_call {}"]);
});
