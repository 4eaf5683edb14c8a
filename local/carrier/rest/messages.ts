import type { MessageData } from "@/local/carrier/engine/messages/message";
import { FINAL } from "@/local/carrier/engine/messages/message";
import { mediaOf, messagesOf, moveMessage } from "@/local/carrier/engine/messages/messages";
import { sendText } from "@/local/carrier/engine/messages/send";
import {
  json,
  one,
  type RestContext,
  type RestReply,
  type RestRoute,
} from "@/local/carrier/rest/context";
import { messagePlan } from "@/local/carrier/rest/create-message";
import { badRequest, notFound } from "@/local/carrier/rest/errors";
import { listPage, matchesDate } from "@/local/carrier/rest/list";
import { TEST_FROM } from "@/local/carrier/rest/message-parties";
import { renderMessage } from "@/local/carrier/rest/render-message";

const ONE = `/Messages/${one("message", "(?:SM|MM)", "json")}`;

/** https://www.twilio.com/docs/messaging/api/message-resource */
export const messageRoutes: RestRoute[] = [
  { method: "POST", path: "/Messages.json", handle: create },
  { method: "GET", path: "/Messages.json", handle: list },
  { method: "GET", path: ONE, handle: (context) => show(context, findMessage(context)) },
  { method: "POST", path: ONE, handle: update },
  { method: "DELETE", path: ONE, handle: remove },
];

export function findMessage({ account, param, path }: RestContext): MessageData {
  const message = messagesOf(account).get(param("message"));
  if (!message || message.isAutomatic) throw notFound(path);
  return message;
}

function show({ account }: RestContext, message: MessageData, status = 200): RestReply {
  return json(renderMessage(account, message), status);
}

function create(context: RestContext): RestReply {
  const { account } = context;
  const plan = messagePlan(context);
  const message = sendText(account, plan);
  const answer = show(context, message, 201);
  // Twilio's test number only shows that the request is well formed; nothing is sent.
  if (plan.from === TEST_FROM) messagesOf(account).delete(message.sid);
  return answer;
}

function list(context: RestContext): RestReply {
  const { account, query } = context;
  const wanted = (name: string, value: string) => {
    const given = query.get(name);
    return !given || given === value;
  };
  const messages = [...messagesOf(account).values()]
    .filter(
      (message) =>
        !message.isAutomatic &&
        wanted("To", message.to) &&
        wanted("From", message.from) &&
        matchesDate(query, "DateSent", message.sentAt),
    )
    .reverse()
    .sort((one, other) => other.createdAt - one.createdAt);
  return listPage(context, "messages", messages, (message) => renderMessage(account, message));
}

/** Its text can be taken away when it has ended, and it can be canceled while it is scheduled. */
function update(context: RestContext): RestReply {
  const { account, form } = context;
  const message = findMessage(context);
  const body = form.get("Body");
  const status = form.get("Status");
  if (status !== null) {
    if (status !== "canceled") throw badRequest(20001, `Status cannot be ${status}`);
    if (message.status !== "scheduled") {
      throw badRequest(30409, "The message is not scheduled, so it cannot be canceled");
    }
    moveMessage(account, message, "canceled");
  }
  if (body !== null) {
    if (body !== "") throw badRequest(20001, "Body can only be made empty");
    if (!isOver(message)) throw badRequest(20009, "A message that is not sent yet has its body");
    message.body = "";
    message.updatedAt = account.clock.now();
    account.journal.changed();
  }
  return show(context, message);
}

function remove(context: RestContext): RestReply {
  const { account } = context;
  const message = findMessage(context);
  if (!isOver(message)) throw badRequest(20009, "A message that is not sent yet cannot be deleted");
  messagesOf(account).delete(message.sid);
  for (const sid of message.mediaSids) mediaOf(account).delete(sid);
  account.journal.changed();
  return { kind: "empty", status: 204 };
}

function isOver({ status }: MessageData): boolean {
  return FINAL.has(status) || status === "sent";
}
