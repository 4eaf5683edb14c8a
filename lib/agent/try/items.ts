import type { TryItem } from "@/lib/agent/try/talk";

/** What was said and done before, as items of OpenAI's realtime protocol. */
export function itemsOf(talk: readonly TryItem[]): object[] {
  return talk
    .flatMap((item): object[] => {
      switch (item.kind) {
        case "caller":
          return [message("user", { type: "input_text", text: item.text })];
        case "agent":
          return [message("assistant", { type: "output_text", text: item.text })];
        case "tool": {
          const { id, name, arguments: asked, result } = item;
          return [
            { type: "function_call", call_id: id, name, arguments: asked },
            { type: "function_call_output", call_id: id, output: result },
          ];
        }
        default:
          return item satisfies never;
      }
    })
    .map((item) => ({ type: "conversation.item.create", item }));
}

const message = (role: "user" | "assistant", part: object) => ({
  ...{ type: "message", role, content: [part] },
});
