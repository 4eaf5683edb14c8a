import type { Account } from "@/local/carrier/engine/account";
import { clientsOf } from "@/local/carrier/engine/clients";
import { BrowserLeg } from "@/local/carrier/signalling/leg";
import type { Device } from "@/local/carrier/signalling/messages";
import type { OpenSound } from "@/local/carrier/signalling/sound";

/** Of one identity, the latest ones ring. */
const MAX_DEVICES = 10;

type Group = { devices: Set<Device>; cutOffUntil: number };

/** The browsers of every account that calls can ring at. */
export class Registrations {
  readonly #openSound: OpenSound | null;
  readonly #groups = new WeakMap<Account, Map<string, Group>>();

  constructor(openSound: OpenSound | null) {
    this.#openSound = openSound;
  }

  add(account: Account, identity: string, device: Device): void {
    const group = this.#group(account, identity);
    const { devices } = group;
    devices.add(device);
    const [oldest] = devices;
    if (devices.size > MAX_DEVICES && oldest) devices.delete(oldest);
    clientsOf(account).set(identity, {
      get devices() {
        return devices.size;
      },
      join: (call) => new BrowserLeg(call, this.#openSound).ring(devices),
      cutOff(seconds) {
        group.cutOffUntil = Date.now() + seconds * 1000;
        for (const each of devices) each.cut();
      },
    });
    account.journal.changed();
  }

  remove(account: Account, identity: string, device: Device): void {
    const { devices } = this.#group(account, identity);
    if (!devices.delete(device)) return;
    if (devices.size === 0) clientsOf(account).delete(identity);
    account.journal.changed();
  }

  isCutOff(account: Account, identity: string): boolean {
    return this.#group(account, identity).cutOffUntil > Date.now();
  }

  #group(account: Account, identity: string): Group {
    const groups = this.#groups.get(account) ?? new Map<string, Group>();
    this.#groups.set(account, groups);
    const group = groups.get(identity) ?? { devices: new Set(), cutOffUntil: 0 };
    groups.set(identity, group);
    return group;
  }
}
