import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "@/local/carrier/engine/account";
import type { Directory } from "@/local/carrier/engine/directory";
import { mediaOf } from "@/local/carrier/engine/messages/messages";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "@/local/carrier/store/snapshot";

/** How long changes are gathered before they are written. */
const PAUSE_MS = 300;

/** Keeps every account as one JSON file in a folder. */
export class Store {
  readonly #folder: string;
  readonly #pending = new Map<string, NodeJS.Timeout>();
  readonly #watched = new Map<string, Account>();
  readonly #written = new Set<string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws, naming the file, when one cannot be read. */
  async restore(directory: Directory): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of (await readdir(this.#folder)).sort()) {
      if (!/^AC[0-9a-f]{32}\.json$/.test(name)) continue;
      const path = join(this.#folder, name);
      try {
        const kept: Snapshot = JSON.parse(await readFile(path, "utf8"));
        const account = restoreSnapshot(directory, kept);
        await this.#restoreMedia(account, kept);
        this.watch(account);
      } catch (cause) {
        throw new Error(`The carrier's file ${path} is damaged`, { cause });
      }
    }
  }

  watch(account: Account): void {
    if (this.#watched.has(account.sid)) return;
    this.#watched.set(account.sid, account);
    account.journal.onChange(() => this.#later(account));
    this.#later(account);
  }

  async close(): Promise<void> {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    for (const sid of this.#pending.keys()) {
      const account = this.#watched.get(sid);
      if (account) this.#write(account);
    }
    this.#pending.clear();
    await this.#writing;
  }

  #later(account: Account): void {
    if (this.#pending.has(account.sid)) return;
    this.#pending.set(
      account.sid,
      setTimeout(() => {
        this.#pending.delete(account.sid);
        this.#write(account);
      }, PAUSE_MS),
    );
  }

  /** Pictures are written once, each into a file of its own. */
  async #writeMedia(account: Account): Promise<void> {
    await mkdir(join(this.#folder, "media"), { recursive: true });
    for (const { sid, bytes } of mediaOf(account).values()) {
      if (this.#written.has(sid)) continue;
      this.#written.add(sid);
      await writeFile(join(this.#folder, "media", sid), bytes);
    }
  }

  async #restoreMedia(account: Account, kept: Snapshot): Promise<void> {
    for (const media of kept.media ?? []) {
      const bytes = await readFile(join(this.#folder, "media", media.sid));
      this.#written.add(media.sid);
      mediaOf(account).set(media.sid, { ...media, bytes });
    }
  }

  /** Written beside and renamed, so that a crash leaves the old file or the new one. */
  #write(account: Account): void {
    const path = join(this.#folder, `${account.sid}.json`);
    const text = JSON.stringify(takeSnapshot(account));
    this.#writing = this.#writing
      .then(() => this.#writeMedia(account))
      .then(() => writeFile(`${path}.new`, text))
      .then(() => rename(`${path}.new`, path))
      .catch((error: unknown) => console.error(`carrier: ${path} was not written:`, error));
  }
}
