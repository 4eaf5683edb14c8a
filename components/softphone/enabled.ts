import { makeListeners } from "@/components/ui/listeners";
import type { BrowserWays, CallDevices } from "@/lib/softphone/schema";

export type Devices = CallDevices & BrowserWays;

/** Where the signed-in person takes and places calls. Small: every page has it. */
let devices: Devices | null = null;
/** Somebody who talks on their phone has come into a room by this browser. */
let isVisiting = false;
/** The call whose sound is in this browser. */
let talk: string | null = null;
/** How many colleagues are in its room too; null where it is in none. */
let colleagues: number | null = null;
/** The page's policy lets it into the company's rooms. */
let areRoomsHere = true;
let hangUp: ((callId: string) => void) | undefined;
const listeners = makeListeners();
/** The page is there before what it knows of the person's devices. */
const noted = Promise.withResolvers<void>();
const noteTimeoutMs = 5_000;

/** Null while this person's browser is no phone. */
export function noteCallDevices(next: Devices | null): void {
  devices = next;
  noted.resolve();
  listeners.notify();
}

/** The page was loaded before its company's rooms were where they are now. */
export function noteRoomsHere(areHere: boolean): void {
  areRoomsHere = areHere;
}
export const roomsHere = () => areRoomsHere;

export const subscribeEnabled = listeners.subscribe;
export const isEnabled = () => devices !== null || isVisiting;
export const isEnabledOnServer = () => false;
/** Of a person's devices and of a call in this browser. */
export const noneOnServer = () => null;

/** Null for people who have only their phone. */
export const ringsOn = () => devices?.rings_on ?? null;

export function noteVisit(): void {
  isVisiting = true;
  listeners.notify();
}

/** How calls can reach this browser, as the page has it. */
export const waysHere = (): BrowserWays => devices ?? { byTwilio: false, inRooms: false };

export function noteTalk(callId: string | null, others: number | null): void {
  if (callId === talk && others === colleagues) return;
  talk = callId;
  colleagues = others;
  listeners.notify();
}
export const talkHere = () => talk;
export const colleaguesHere = () => colleagues;

/** Also for a click that comes before it is known. */
export async function placesInBrowser(): Promise<boolean> {
  const late = new Promise((resolve) => setTimeout(resolve, noteTimeoutMs));
  await Promise.race([noted.promise, late]);
  return devices?.places_on === "browser" && devices.byTwilio;
}

export function noteHangUp(next: typeof hangUp): void {
  hangUp = next;
}

/** Ends the call in this browser at once, where it is here; the server ends the rest of it. */
export const hangUpHere = (callId: string) => hangUp?.(callId);
