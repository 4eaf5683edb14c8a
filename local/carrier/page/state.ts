import type { AccountView } from "@/local/carrier/control/accounts";
import type { PageUpdate } from "@/local/carrier/control/events";
import type {
  CallView,
  FileView,
  HandsetState,
  LogEntry,
  MessageView,
} from "@/local/carrier/control/types";

export type { AccountView, CallView, HandsetState, LogEntry, MessageView, PageUpdate };

/** What a phone texts. */
export type Text = { to: string; body: string; media: FileView[] };

export type Names = PageUpdate["names"];

/** What a phone may be asked to do; see the control API's ActionSchema. */
export type Action =
  | { action: "answer" | "decline" | "hangup" }
  | { action: "press"; digits: string }
  | { action: "say"; text: string; language: "en" | "ro" }
  | { action: "dial"; to: string; callerId?: string; forwardedFrom?: string };
