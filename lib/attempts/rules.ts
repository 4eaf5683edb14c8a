/**
 * How often: `free` tries, then each makes the next wait twice as long as `pause` seconds, up to
 * `longest`.
 */
export type Rule = { free: number; pause: number; longest: number; forget: number };

/**
 * Who tries, as far as it is known: the browser only when the account has signed in from it before.
 */
export type Who = {
  email?: string;
  ip?: string;
  device?: string;
  person?: string;
  company?: string;
  token?: string;
};

export type Counted = Rule & {
  /** What is counted, in words that only this rule has; it is kept as a hash. */
  about: string;
  /** After a right try: start over, or only take this try back. */
  after: "clear" | "give_back";
};

const hour = 3_600;

const rules = {
  // Guessing one password: strict from one address, loose for the account, so that a stranger holds
  // nobody up for long.
  sign_in: {
    device: { free: 10, pause: 10, longest: 300, forget: hour },
    pair: { free: 5, pause: 10, longest: 900, forget: hour },
    email: { free: 20, pause: 10, longest: 60, forget: hour },
    ip: { free: 60, pause: 10, longest: 60, forget: hour },
  },
  sign_up: {
    email: { free: 5, pause: 10, longest: 600, forget: hour },
    ip: { free: 20, pause: 10, longest: 600, forget: hour },
  },
  // Each sends the account's owner a mail whose link works: strict from one address, loose for the
  // account, so that strangers' requests keep nobody from asking for long.
  reset: {
    device: { free: 5, pause: 60, longest: 300, forget: hour },
    pair: { free: 3, pause: 60, longest: 3_600, forget: 24 * hour },
    email: { free: 5, pause: 60, longest: 300, forget: hour },
    ip: { free: 20, pause: 10, longest: 600, forget: hour },
  },
  // Each may send a mail to somebody who has not asked for it.
  invite: {
    person: { free: 20, pause: 300, longest: hour, forget: hour },
    company: { free: 50, pause: 600, longest: hour, forget: 24 * hour },
    companyEmail: { free: 3, pause: hour, longest: 24 * hour, forget: 24 * hour },
  },
  // From all companies together. The link is made all the same, so that no company keeps another
  // from inviting.
  invite_mail: { email: { free: 5, pause: 4 * hour, longest: 24 * hour, forget: 24 * hour } },
  // A mail's or an invitation's link: nobody guesses one, and nobody keeps us busy trying.
  link: {
    token: { free: 30, pause: 10, longest: 60, forget: hour },
    ip: { free: 60, pause: 10, longest: 60, forget: hour },
  },
  // The current password, asked of someone who has the session.
  password: { person: { free: 5, pause: 10, longest: 900, forget: hour } },
} satisfies Record<string, Partial<Record<keyof Who | "pair" | "companyEmail", Rule>>>;

export type Kind = keyof typeof rules;

/**
 * What a try counts under. A browser that the account knows is counted by itself: no stranger's
 * guesses delay it.
 */
export function countedUnder(kind: Kind, who: Who): Counted[] {
  const known: Record<string, Rule> = rules[kind];
  const subject = (by: string): string | undefined => {
    if (by === "device") return who.device && `${who.device} ${who.email}`;
    if (who.device && "device" in known) return undefined;
    if (by === "pair") return who.email && who.ip && `${who.email} ${who.ip}`;
    if (by === "companyEmail") return who.email && who.company && `${who.company} ${who.email}`;
    const { email, ip, person, company, token } = who;
    return { email, ip, person, company, token }[by];
  };
  return Object.entries(known).flatMap(([by, rule]): Counted[] => {
    const value = subject(by);
    if (!value) return [];
    return [
      { ...rule, about: `${kind} ${by} ${value}`, after: by === "ip" ? "give_back" : "clear" },
    ];
  });
}

/** How long to wait, for people: "5 seconds", "2 minutes". */
export function waitWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return minutes === 60 ? "1 hour" : `${Math.ceil(minutes / 60)} hours`;
}
