import { newId } from "@/local/realtime-voice/protocol/ids";
import { Refusal } from "@/local/realtime-voice/protocol/refusal";

export type Part =
  | { type: "input_text"; text: string }
  | { type: "input_audio"; transcript: string | null }
  | { type: "output_text"; text: string }
  | { type: "output_audio"; transcript: string };

export type Item =
  | {
      id: string;
      object: "realtime.item";
      type: "message";
      status: "completed" | "in_progress" | "incomplete";
      role: "user" | "assistant" | "system";
      content: Part[];
    }
  | {
      id: string;
      object: "realtime.item";
      type: "function_call";
      status: "completed" | "in_progress" | "incomplete";
      call_id: string;
      name: string;
      arguments: string;
    }
  | {
      id: string;
      object: "realtime.item";
      type: "function_call_output";
      status: "completed";
      call_id: string;
      output: string;
    };

/** What has been said and done, in order, and how much sound of each item was sent. */
export class Conversation {
  readonly id = newId("conv");
  readonly items: Item[] = [];
  readonly #soundMs = new Map<string, number>();

  /** Gives the id of the item before it. */
  add(item: Item): string | null {
    const previous = this.items.at(-1)?.id ?? null;
    this.items.push(item);
    return previous;
  }

  find(id: string): Item {
    const item = this.items.find((item) => item.id === id);
    if (!item) throw new Refusal("item_not_found", `Item with item_id not found: ${id}`, "item_id");
    return item;
  }

  remove(id: string): void {
    this.items.splice(this.items.indexOf(this.find(id)), 1);
  }

  addSound(id: string, ms: number): void {
    this.#soundMs.set(id, (this.#soundMs.get(id) ?? 0) + ms);
  }

  /** Forgets what was not heard of an item. */
  truncate(id: string, endMs: number): void {
    const item = this.find(id);
    if (item.type !== "message" || item.role !== "assistant") {
      throw new Refusal("invalid_value", "Only model output audio messages can be truncated");
    }
    const sent = this.#soundMs.get(id) ?? 0;
    if (endMs > sent) {
      const message = `Audio content of ${sent}ms is already shorter than ${endMs}ms`;
      throw new Refusal("invalid_value", message);
    }
    this.#soundMs.set(id, endMs);
    for (const part of item.content) if (part.type === "output_audio") part.transcript = "";
  }
}
