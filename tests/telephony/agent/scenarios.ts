import { bookings } from "@/tests/telephony/agent/scenarios/bookings";
import { changes } from "@/tests/telephony/agent/scenarios/changes";
import { others } from "@/tests/telephony/agent/scenarios/others";

/** What callers want of a salon's voice agent, each with a variant or two. */
export const scenarios = [...bookings, ...changes, ...others];
