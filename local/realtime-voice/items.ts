import type { Conversation, Item } from "@/local/realtime-voice/conversation";
import type { ClientEvent } from "@/local/realtime-voice/protocol/client-events";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { Refusal } from "@/local/realtime-voice/protocol/refusal";

type Given = Extract<ClientEvent, { type: "conversation.item.create" }>["item"];
type Message = Extract<Item, { type: "message" }>;

/** An item as the conversation keeps it; refused where it answers a call that there is not. */
export function itemOf(given: Given, conversation: Conversation): Item {
  const id = given.id ?? newId("item");
  switch (given.type) {
    case "message": {
      const content = given.content.map(({ type, text = "", transcript = "" }) => {
        if (type === "input_text" || type === "output_text") return { type, text };
        if (type === "output_audio") return { type, transcript: transcript ?? "" };
        return { type, transcript };
      });
      return message(id, given.role, content);
    }
    case "function_call":
      return { ...given, id, object: "realtime.item", status: "completed" };
    case "function_call_output":
      calledBy(given.call_id, conversation);
      return { ...given, id, object: "realtime.item", status: "completed" };
  }
}

export function message(id: string, role: Message["role"], content: Message["content"]): Message {
  return { id, object: "realtime.item", type: "message", status: "completed", role, content };
}

/** The name of the tool that was called; refused where there is no such call. */
export function calledBy(callId: string, { items }: Conversation): string {
  for (const item of items) {
    if (item.type === "function_call" && item.call_id === callId) return item.name;
  }
  const text = `Tool call ID '${callId}' not found in conversation.`;
  throw new Refusal("invalid_tool_call_id", text, "item.call_id");
}

/** What was written in a message. */
export function textIn({ content }: Message): string {
  return content.map((part) => ("text" in part ? part.text : "")).join(" ");
}
