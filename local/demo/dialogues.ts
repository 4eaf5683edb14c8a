type Line = { by: "us" | "them"; text: string; optOut?: "stop"; failed?: number };
export type Dialogue = Line[];

const us = (text: string, more: Partial<Line> = {}): Line => ({ by: "us", text, ...more });
const them = (text: string, more: Partial<Line> = {}): Line => ({ by: "them", text, ...more });

/** What is written with contacts, the newest conversations first; {name} is the contact's. */
export const dialogues: Dialogue[] = [
  [
    us("Hi {name}, following up on our call: shall I send the quote by email or by post?"),
    them("Email is fine, thanks"),
    us("On its way. It's valid for 30 days."),
    them("Got it. Could we move the visit to Thursday afternoon?"),
  ],
  [
    them("Is somebody coming today? Nobody is here yet"),
    us("Sorry {name}, they're held up in traffic: about 20 minutes."),
    them("👍 thank you"),
  ],
  [
    us("Hi {name}, your appointment is tomorrow at 10:30. Reply if that doesn't suit you."),
    them("Works for me"),
  ],
  [us("Hi {name}, we tried to reach you about your order.", { failed: 30003 })],
  [
    them("What do you charge for a second visit?"),
    us("The second visit is free within 14 days, {name}."),
    them("Perfect"),
  ],
  [us("Hi {name}, thanks for your time today!"), them("STOP", { optOut: "stop" })],
  [
    us("Hi {name}, could you send us a photo of the meter?"),
    them("Will do tonight"),
    us("No hurry, thanks!"),
  ],
  [them("Can you call me after 5?"), us("Sure, talk to you then.")],
  [us("Hi {name}, here is the reference number for your files: 4471-B."), them("Thanks, noted")],
];

/** What strangers write, who are nobody's yet. */
export const strangers: Dialogue[] = [
  [them("Hello, I got your number from a neighbor. Are you taking on new customers?")],
  [them("Hi, do you also work on Saturdays?"), them("It's about a small job, an hour at most")],
];

export const templates = [
  {
    name: "Quote sent",
    body: "Hi {first_name|there}, your quote is in your inbox. Any questions? {my_name}, {my_company}",
  },
  {
    name: "Running late",
    body: "Hi {first_name|there}, we're about 20 minutes late. Sorry to keep you waiting!",
  },
  {
    name: "Missed you",
    body: "Hi {first_name}, I just tried to call you. When is a good time? {my_name}",
  },
];
