import type { Account } from "@/local/carrier/engine/account";
import { clientsOf } from "@/local/carrier/engine/clients";
import { BrowserLeg } from "@/local/carrier/signalling/leg";
import type { Device } from "@/local/carrier/signalling/messages";
import type { OpenSound } from "@/local/carrier/signalling/sound";

/** The browsers of every account that calls can ring at. */
export class Registrations {
  readonly #openSound: OpenSound | null;
  readonly #devices = new WeakMap<Account, Map<string, Set<Device>>>();

  constructor(openSound: OpenSound | null) {
    this.#openSound = openSound;
  }

  add(account: Account, identity: string, device: Device): void {
    const identities = this.#devices.get(account) ?? new Map<string, Set<Device>>();
    this.#devices.set(account, identities);
    const devices = identities.get(identity) ?? new Set<Device>();
    identities.set(identity, devices.add(device));
    const openSound = this.#openSound;
    clientsOf(account).set(identity, {
      get devices() {
        return devices.size;
      },
      join: (call) => new BrowserLeg(call, openSound).ring(devices),
    });
    account.journal.changed();
  }

  remove(account: Account, identity: string, device: Device): void {
    const devices = this.#devices.get(account)?.get(identity);
    if (!devices?.delete(device)) return;
    if (devices.size === 0) clientsOf(account).delete(identity);
    account.journal.changed();
  }
}
