/** What the editor in the browser knows too, without the schema's library. */
export const maxSteps = 50;
/** <Dial> rings at most ten: https://www.twilio.com/docs/voice/twiml/number */
export const maxRung = 10;
/** How long each of somebody's devices rings at least, one after another, in a longer step. */
export const minDeviceSeconds = 10;
/** How often a call may enter menus: "back" leads around, but not for ever. */
export const maxMenus = 20;

/** Seconds of silence that may end a call in a room. */
export const silences = { least: 5, most: 60 };

/**
 * The longest music (seconds) of a queue: after it, callers hear where they stand. Who is not heard
 * of for a minute has lost their place (private.queue_line), and a minute has the sentences (some
 * fifteen seconds), the wait for a key and the way to Twilio and back too.
 */
export const maxMusicSeconds = 30;
export const orders = ["at_once", "in_turn", "round_robin", "longest_idle"] as const;
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
