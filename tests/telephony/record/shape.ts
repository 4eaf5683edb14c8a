import type { CallEvent, LegRole } from "@/lib/record/event";
import { at, type Happening, newSid, type Planted } from "@/tests/telephony/record/call-record";

type Leg = { sid: string; role: LegRole; parent?: string; user?: string; browser?: boolean };

/** Collects the events of one call as its features would send them; moments are seconds. */
export function makeShape(tenant: Planted, direction: "inbound" | "outbound" | "internal") {
  const events: Happening[] = [];
  let count = 0;
  const add = (second: number, event: Partial<CallEvent>) => {
    count += 1;
    events.push({
      type: "status",
      dedupe_key: `event:${count}`,
      occurred_at: at(second),
      creates: direction === "outbound" ? undefined : direction,
      ...event,
    });
  };
  const about = ({ sid, role, parent, user, browser }: Leg): Partial<CallEvent> => ({
    call_sid: sid,
    role,
    parent_call_sid: parent,
    user_id: user,
    medium: browser ? "browser" : undefined,
    ...(role === "caller" && { from: "+12065550177", to: "+12065550100" }),
  });
  return {
    events,
    rep: tenant.rep,
    leg: (role: LegRole, rest: Omit<Partial<Leg>, "role" | "sid"> = {}): Leg => ({
      sid: newSid("CA"),
      role,
      ...rest,
    }),
    /** A leg's status callback. */
    status(second: number, leg: Leg, status: CallEvent["status"], duration?: number) {
      add(second, { ...about(leg), status, duration });
    },
    /** A rep's phone that rings, is picked up, and on which 1 is pressed. */
    accepts(second: number, leg: Leg) {
      add(second - 4, { ...about(leg), status: "ringing" });
      add(second - 2, { ...about(leg), status: "in-progress" });
      if (!leg.browser) {
        add(second, { ...about(leg), type: "screen", status: "in-progress", accepted: true });
      }
    },
    enters(second: number, leg: Leg, space: Space, name = "") {
      const span = { space, name, entered_at: at(second) };
      add(second, { type: "status", call_sid: leg.sid, spans: [span] });
    },
    leaves(second: number, leg: Leg, space: Space, name = "") {
      const span = { space, name, left_at: at(second) };
      add(second, { type: "status", call_sid: leg.sid, spans: [span] });
    },
    step(second: number, kind: string, rest: { serves?: boolean; reason?: string } = {}) {
      add(second, { type: "answer", step: { kind, ...rest } });
    },
    recorded(second: number, leg: Leg, source: string, duration: number) {
      const sid = newSid("RE");
      const recording = { sid, status: "completed", duration, source } as const;
      add(second, { type: "recording", call_sid: leg.sid, recording });
    },
  };
}

type Space = NonNullable<CallEvent["spans"]>[number]["space"];
export type Shape = ReturnType<typeof makeShape>;
