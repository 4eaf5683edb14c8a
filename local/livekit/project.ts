import {
  DisconnectReason,
  RoomEndReason,
  type SIPDispatchRuleInfo,
  type SIPInboundTrunkInfo,
} from "@livekit/protocol";
import { Room, type RoomSettings } from "@/local/livekit/rooms/room";
import { Hooks } from "@/local/livekit/webhook/hooks";

/** What goes wrong, for tests. */
export type Faults = {
  /** Nothing of the project can be reached: 503. */
  isAway: boolean;
  /** Its trunks refuse every call with this. */
  sipCode: number | null;
};

/** One of LiveKit Cloud's projects: a key, and rooms, trunks and rules of its own. */
export class Project {
  readonly key: string;
  readonly secret: string;
  readonly hooks: Hooks;
  readonly rooms = new Map<string, Room>();
  readonly trunks = new Map<string, SIPInboundTrunkInfo>();
  readonly faults: Faults = { isAway: false, sipCode: null };
  readonly rules = new Map<string, SIPDispatchRuleInfo>();

  /** Runs after trunks or rules were changed. */
  readonly changed: () => void;

  constructor(key: string, secret: string, changed: () => void) {
    this.changed = changed;
    this.key = key;
    this.secret = secret;
    this.hooks = new Hooks({ key, secret });
  }

  /** The room of this name; one that is not there yet is opened. */
  openRoom(name: string, settings: Partial<RoomSettings> = {}): Room {
    const existing = this.rooms.get(name);
    if (existing) return existing;
    const room = new Room(name, settings, {
      tell: (fact) => this.hooks.tell(fact),
      closed: () => this.rooms.delete(name),
    });
    this.rooms.set(name, room);
    return room;
  }

  setFaults({ isAway, sipCode }: Partial<Faults>): void {
    if (sipCode !== undefined) this.faults.sipCode = sipCode;
    if (isAway === undefined) return;
    this.faults.isAway = isAway;
    if (!isAway) return;
    for (const room of this.rooms.values()) {
      for (const { end } of [...room.participants.values()]) end.cut();
    }
  }

  close(): void {
    this.hooks.close();
    for (const room of [...this.rooms.values()]) {
      room.close(RoomEndReason.ROOM_END_SERVER_SHUTDOWN, DisconnectReason.SERVER_SHUTDOWN);
    }
  }
}
