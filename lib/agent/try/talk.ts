/** What was said and done while an agent is tried, in order. */
export type TryItem =
  | { kind: "caller"; text: string }
  | { kind: "agent"; text: string }
  | {
      kind: "tool";
      /** The provider's name of the call. */
      id: string;
      name: string;
      /** On screen: "Take a message". */
      title: string;
      /** As JSON, as are the results. */
      arguments: string;
      result: string;
    };

/** What the server sends while the agent answers, a line of JSON each. */
export type TryEvent =
  | { kind: "says"; delta: string }
  | { kind: "runs"; title: string }
  /** What is said or done to its end; it becomes part of the talk. */
  | { kind: "item"; item: TryItem }
  /** The call would end here: with a person, with a message, or with a goodbye. */
  | { kind: "ends"; words: string }
  | { kind: "failed"; message: string };
