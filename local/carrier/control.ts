import type {
  AccountSpec,
  CallView,
  EnsuredAccount,
  FaultCount,
  FaultRule,
  FileView,
  HandsetScript,
  HandsetState,
  HistoricCall,
  HistoricMessage,
  LogEntry,
  MessageView,
  RegisteredClient,
  SoundView,
  Texting,
} from "@/local/carrier/control/types";

export type {
  AccountSpec,
  CallView,
  EnsuredAccount,
  FaultCount,
  FaultRule,
  FileView,
  HandsetScript,
  HandsetState,
  HistoricCall,
  HistoricMessage,
  LogEntry,
  MessageView,
  RegisteredClient,
  SoundView,
  Texting,
};

/** What a person does with a phone; resolves at once, before the webhooks of it (see `settle`). */
export type HandsetControl = {
  answer(): Promise<HandsetState>;
  decline(): Promise<HandsetState>;
  hangup(): Promise<HandsetState>;
  press(digits: string): Promise<HandsetState>;
  /** Speaks for so many seconds from now on, then is silent; without it, speaks all the time. */
  speak(seconds: number): Promise<HandsetState>;
  /** Says this by voice into the leg's media stream; resolves as it begins. */
  say(text: string, language?: "en" | "ro"): Promise<{ seconds: number }>;
  /**
   * Waits until what is heard since the last word said is followed by silence, or, with `voiceMs`,
   * until so much of a voice was heard.
   */
  listen(options?: {
    silenceMs?: number;
    voiceMs?: number;
    maxMs?: number;
  }): Promise<{ heardMs: number }>;
  /**
   * Dials a number of the account; `callerId` is what it shows, e.g. "anonymous", `forwardedFrom`
   * the number of somebody who sends their calls here, `stirVerstat` what their carrier has signed.
   */
  dial(
    to: string,
    options?: { callerId?: string; forwardedFrom?: string; stirVerstat?: string },
  ): Promise<{ callSid: string }>;
  /**
   * What `device.connect({ params })` does in a browser, for a handset at a `client:` address: the
   * TwiML app is asked what becomes of the call. Refused without an app; the account's only one
   * need not be named.
   */
  connect(options?: {
    applicationSid?: string;
    params?: Record<string, string>;
  }): Promise<{ callSid: string }>;
  state(): Promise<HandsetState>;
  /** Texts a number of the account, with up to ten files. */
  text(message: { to: string; body?: string; media?: FileView[] }): Promise<{ sid: string }>;
  /** What the phone sent and got, oldest first. */
  messages(): Promise<MessageView[]>;
};

/** A request that the carrier refused; the message says why. */
export class CarrierControlError extends Error {}

/** Drives a carrier from any process; every call throws `CarrierControlError` when refused. */
export type CarrierControl = {
  /** Idempotent by sid; webhook settings that a number has already are left alone. */
  ensureAccount(spec: AccountSpec): Promise<EnsuredAccount>;
  /** Calls of the past; those already known are left alone. */
  importHistory(accountSid: string, calls: HistoricCall[]): Promise<void>;
  /** Messages of the past; those already known are left alone. */
  importMessages(accountSid: string, messages: HistoricMessage[]): Promise<void>;
  scriptHandset(accountSid: string, phoneNumber: string, script: HandsetScript): Promise<void>;
  /** What becomes of texts to this phone from now on. */
  scriptTexts(accountSid: string, phoneNumber: string, texting: Texting): Promise<void>;
  /**
   * A phone by its number, or a browser that is played by `client:` address: it can be called once
   * it was declared, scripted or used, and as long as no real browser is registered there.
   */
  handset(accountSid: string, phoneNumber: string): HandsetControl;
  /** Virtual clock: fires what is due in order; resolves when each webhook of it was answered. */
  advance(accountSid: string, seconds: number): Promise<void>;
  /** Resolves when nothing is on the wire; no time passes. */
  settle(accountSid: string): Promise<void>;
  /** Jumps from timer to timer until none is left, at most a day by default. */
  runUntilIdle(accountSid: string, options?: { maxSeconds?: number }): Promise<void>;
  fault(accountSid: string, rule: FaultRule): Promise<{ id: string }>;
  /** The faults that are switched on, each with how often it has struck. */
  faults(accountSid: string): Promise<FaultCount[]>;
  /** Switches all faults off, or the one with this id. */
  clearFaults(accountSid: string, id?: string): Promise<void>;
  /** Oldest first, each leg by itself. */
  calls(accountSid: string): Promise<CallView[]>;
  /** Oldest first, in both directions. */
  messages(accountSid: string): Promise<MessageView[]>;
  /** Who waits for calls in a real browser. */
  registeredClients(accountSid: string): Promise<RegisteredClient[]>;
  /** The network of these browsers is down: their sockets break, new ones for so many seconds. */
  cutOffClient(accountSid: string, identity: string, seconds: number): Promise<void>;
  /**
   * How loud the browser at a leg's far end is, or who listens at a handset's; any other leg is
   * silent.
   */
  soundOf(accountSid: string, callSid: string): Promise<SoundView>;
  /** Listens at a handset's leg by WebRTC, and may speak there: the answer to an offer. */
  listenAt(accountSid: string, callSid: string, sdp: string): Promise<{ sdp: string }>;
  log(accountSid: string, options?: { since?: number }): Promise<LogEntry[]>;
  /** Forgets calls, recordings, handsets, faults and the log; numbers and their settings stay. */
  resetAccount(accountSid: string): Promise<void>;
};

/** The client of the control API of the carrier at this origin, e.g. "http://127.0.0.1:54330". */
export function carrierControl(origin: string): CarrierControl {
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${origin}/control/accounts${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const answer = await response.json();
    if (!response.ok) throw new CarrierControlError(answer.error ?? `HTTP ${response.status}`);
    return answer;
  }
  const post = <T = void>(path: string, body: unknown = {}) => ask<T>("POST", path, body);

  return {
    ensureAccount: (spec) => post("", spec),
    importHistory: (sid, calls) => post(`/${sid}/history`, calls),
    importMessages: (sid, messages) => post(`/${sid}/message-history`, messages),
    scriptHandset: (sid, number, script) =>
      post(`/${sid}/handsets/${encodeURIComponent(number)}/script`, script),
    scriptTexts: (sid, number, texting) =>
      post(`/${sid}/handsets/${encodeURIComponent(number)}/texting`, { texting }),
    handset(sid, number) {
      const path = `/${sid}/handsets/${encodeURIComponent(number)}`;
      return {
        answer: () => post(path, { action: "answer" }),
        decline: () => post(path, { action: "decline" }),
        hangup: () => post(path, { action: "hangup" }),
        press: (digits) => post(path, { action: "press", digits }),
        speak: (seconds) => post(path, { action: "speak", seconds }),
        say: (text, language) => post(path, { action: "say", text, language }),
        listen: (options) => post(path, { action: "listen", ...options }),
        dial: (to, options) => post(path, { action: "dial", to, ...options }),
        connect: (options) => post(path, { action: "connect", ...options }),
        state: () => ask("GET", path),
        text: (message) => post(`${path}/messages`, message),
        messages: () => ask("GET", `${path}/messages`),
      };
    },
    advance: (sid, seconds) => post(`/${sid}/advance`, { seconds }),
    settle: (sid) => post(`/${sid}/settle`),
    runUntilIdle: (sid, options) => post(`/${sid}/idle`, options),
    fault: (sid, rule) => post(`/${sid}/faults`, rule),
    faults: (sid) => ask("GET", `/${sid}/faults`),
    clearFaults: (sid, id) => ask("DELETE", `/${sid}/faults${id === undefined ? "" : `/${id}`}`),
    registeredClients: (sid) => ask("GET", `/${sid}/clients`),
    cutOffClient: (sid, identity, seconds) =>
      post(`/${sid}/clients/${encodeURIComponent(identity)}/cut-off`, { seconds }),
    soundOf: (sid, callSid) => ask("GET", `/${sid}/calls/${callSid}/sound`),
    listenAt: (sid, callSid, sdp) => post(`/${sid}/calls/${callSid}/sound`, { sdp }),
    calls: (sid) => ask("GET", `/${sid}/calls`),
    messages: (sid) => ask("GET", `/${sid}/messages`),
    log: (sid, options) => ask("GET", `/${sid}/log?since=${options?.since ?? 0}`),
    resetAccount: (sid) => post(`/${sid}/reset`),
  };
}
