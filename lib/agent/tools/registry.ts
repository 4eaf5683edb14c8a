import { bookAppointment } from "@/lib/agent/tools/booking/book-appointment";
import { cancel } from "@/lib/agent/tools/booking/cancel";
import { checkAvailability } from "@/lib/agent/tools/booking/check-availability";
import { findMyBookings } from "@/lib/agent/tools/booking/find-my-bookings";
import { listServices } from "@/lib/agent/tools/booking/list-services";
import { reschedule } from "@/lib/agent/tools/booking/reschedule";
import { endCall } from "@/lib/agent/tools/end-call";
import { lookUp } from "@/lib/agent/tools/look-up";
import { takeMessage } from "@/lib/agent/tools/take-message";
import type { AnyTool } from "@/lib/agent/tools/tool";
import { transferToPerson } from "@/lib/agent/tools/transfer-to-person";

/** Everything that agents can do. */
export const tools: readonly AnyTool[] = [
  transferToPerson,
  takeMessage,
  endCall,
  lookUp,
  listServices,
  checkAvailability,
  bookAppointment,
  findMyBookings,
  reschedule,
  cancel,
];

/** No agent is without these: a caller always gets a person, and an end. */
const always: ReadonlySet<string> = new Set([transferToPerson.name, endCall.name]);

/** Those that may be switched off. */
export const optionalTools = tools.filter(({ name }) => !always.has(name));

/** The tools of an agent whose settings name these. */
export function toolsOf(chosen: readonly string[]): AnyTool[] {
  return tools.filter(({ name }) => always.has(name) || chosen.includes(name));
}
