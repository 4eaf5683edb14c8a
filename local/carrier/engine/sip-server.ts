/** A call to somebody else's SIP server, as far as it matters to them (RFC 3261). */
export type SipInvite = {
  /** Of the address: what stands before the @, and after it. */
  user: string;
  host: string;
  /** The caller's number. */
  from: string;
  callId: string;
  username: string | null;
  password: string | null;
  /** Those that begin with X-. */
  headers: Record<string, string>;
};

/** What the server says to a call; sound is 20 ms of PCMU each. */
export type SipAnswers = {
  ringing(): void;
  answered(): void;
  /** It refuses the call, or hangs up: then the code is 200. */
  ended(code: number): void;
  sound(frame: Uint8Array): void;
  /** A key that is pressed there (RFC 4733). */
  key(digit: string): void;
};

export type SipDialog = {
  sound(frame: Uint8Array): void;
  /** Cancels what rings, ends what was answered. */
  hangup(): void;
};

/** A SIP server that calls are handed over to within this process. */
export type SipServer = {
  takes(host: string): boolean;
  invite(invite: SipInvite, answers: SipAnswers): SipDialog;
};
