import {
  DialedRequest,
  GatherRequest,
  IncomingMessage,
  MessageStatusEvent,
  RecordingEvent,
  StatusEvent,
  VoiceRequest,
} from "@/lib/twilio/schema";
import { formParams } from "@/lib/twilio/signature";
import { stack } from "@/tests/support/stack";
import { inboundId, newSid, type Planted } from "@/tests/telephony/record/call-record";
import type { Other } from "@/tests/telephony/webhooks/genuine";
import type { Post } from "@/tests/telephony/webhooks/post";

/** What an attacker makes of a genuine request; null where a route has nothing of the kind. */
type Attack = (genuine: Post, own: Planted, other: Other) => Post | null;

const fieldsRead = new Set(
  [VoiceRequest, GatherRequest, DialedRequest, StatusEvent, RecordingEvent].flatMap((schema) =>
    Object.keys(schema.shape),
  ),
);
/** By the webhook about messages that reads them. */
const textFields: Record<string, Set<string>> = {
  incoming: new Set(Object.keys(IncomingMessage.shape)),
  status: new Set(Object.keys(MessageStatusEvent.shape)),
};

const urlOf = ({ room, path }: Pick<Post, "room" | "path">) =>
  `${stack.urls.app}/api/twilio/${room ?? "voice"}/${path}`;
const withFields = (genuine: Post, changes: Record<string, string>): Post => ({
  ...genuine,
  fields: { ...genuine.fields, ...changes },
});
const withHeaders = (genuine: Post, headers: Record<string, string | undefined>): Post => ({
  ...genuine,
  headers,
});
const routeOf = ({ path }: Post) => path.split("?")[0] ?? path;
const addQuery = (path: string, more: string) => `${path}${path.includes("?") ? "&" : "?"}${more}`;

/** The same fields with some more behind them, rightly signed over all of them. */
function withMoreBody(genuine: Post, more: [string, string][]): Post {
  const pairs = [...Object.entries(genuine.fields), ...more];
  return {
    ...genuine,
    body: new URLSearchParams(pairs).toString(),
    signedFields: formParams(pairs),
  };
}

/** The request for another call, rightly signed; null for a route whose URL names none. */
function withCall(genuine: Post, call: string): Post | null {
  const path = genuine.path.replace(/call=[0-9a-f-]+/, `call=${call}`);
  return path === genuine.path ? null : { ...genuine, path };
}

const signature: Record<string, Attack> = {
  "it is missing": (genuine) => withHeaders(genuine, { "x-twilio-signature": undefined }),
  "it is empty": (genuine) => withHeaders(genuine, { "x-twilio-signature": "" }),
  "it is made up": (genuine) =>
    withHeaders(genuine, { "x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ=" }),
  "it is none at all": (genuine) => withHeaders(genuine, { "x-twilio-signature": "undefined" }),
  "it was made with another tenant's token": (genuine, _, { tenant }) => ({
    ...genuine,
    token: tenant.authToken,
  }),
  "it was made with an empty token": (genuine) => ({ ...genuine, token: "" }),
  "it was made with the account's SID": (genuine, { accountSid }) => ({
    ...genuine,
    token: accountSid,
  }),
  "it was made for another host": (genuine) => ({
    ...genuine,
    signedUrl: `https://elsewhere.example/api/twilio/${genuine.room ?? "voice"}/${genuine.path}`,
  }),
  "it was made for another route": (genuine) => ({
    ...genuine,
    signedUrl: urlOf({ ...genuine, path: genuine.path.replace(/^\w+/, "elsewhere") }),
  }),
  "it was made for the URL alone": (genuine) => ({ ...genuine, signedFields: {} }),
};

const changed: Record<string, Attack> = {
  "a field was changed": (genuine) => ({
    ...genuine,
    signedFields: { ...genuine.fields, CallSid: newSid("CA") },
  }),
  "a field was added": (genuine) => ({
    ...withFields(genuine, { Digits: "1", Extra: "1" }),
    signedFields: genuine.fields,
  }),
  "a field was dropped": (genuine) => ({
    ...genuine,
    signedFields: { ...genuine.fields, Extra: "1" },
  }),
  "the query was dropped": (genuine) =>
    genuine.path.includes("?")
      ? { ...genuine, path: routeOf(genuine), signedUrl: urlOf(genuine) }
      : null,
  "the query was added to": (genuine) => ({
    ...genuine,
    path: addQuery(genuine.path, "x=1"),
    signedUrl: urlOf(genuine),
  }),
  "the query was added to behind so many empty parts that an old parser stops": (genuine) => ({
    ...genuine,
    path: `${addQuery(genuine.path, "")}${"&".repeat(1_000)}x=1`,
    signedUrl: urlOf(genuine),
  }),
  "the query names another call": (genuine) => {
    const swapped = withCall(genuine, "11111111-1111-4111-8111-111111111111");
    return swapped && { ...swapped, signedUrl: urlOf(genuine) };
  },
};

const account: Record<string, Attack> = {
  "it is not one we know": (genuine) => withFields(genuine, { AccountSid: newSid("AC") }),
  "it is another tenant's": (genuine, _, { tenant }) =>
    withFields(genuine, { AccountSid: tenant.accountSid }),
  "it is another tenant's, whose token signed for this tenant's": (genuine, own, { tenant }) => ({
    ...withFields(genuine, { AccountSid: tenant.accountSid }),
    token: tenant.authToken,
    signedFields: { ...genuine.fields, AccountSid: own.accountSid },
  }),
  "it is in capitals": (genuine, { accountSid }) =>
    withFields(genuine, { AccountSid: accountSid.toUpperCase() }),
  "it has something behind it": (genuine, { accountSid }) =>
    withFields(genuine, { AccountSid: `${accountSid}\n` }),
  "it is missing": (genuine) => {
    const { AccountSid, ...fields } = genuine.fields;
    return { ...genuine, fields };
  },
  "it is in the query": (genuine, { accountSid }) => {
    const { AccountSid, ...fields } = genuine.fields;
    return { ...genuine, fields, path: addQuery(genuine.path, `AccountSid=${accountSid}`) };
  },
};

const another: Record<string, Attack> = {
  call: (genuine, _, { call }) =>
    withCall(genuine, call) ?? { ...genuine, path: addQuery(genuine.path, `call=${call}`) },
  "call, with that call's leg": (genuine, _, { call, sid }) =>
    withFields(withCall(genuine, call) ?? genuine, { CallSid: sid }),
  "call that does not exist": (genuine) =>
    withCall(genuine, "11111111-1111-4111-8111-111111111111"),
  leg: (genuine, _, { sid }) => withFields(genuine, { CallSid: sid }),
  "leg as the parent": (genuine, _, { sid }) =>
    ["recording", "conference", "stream"].includes(routeOf(genuine))
      ? null
      : withFields(genuine, { ParentCallSid: sid }),
  "leg as the one that was dialled": (genuine, _, { sid }) =>
    routeOf(genuine) === "dialed" ? withFields(genuine, { DialCallSid: sid }) : null,
  // Elsewhere a number decides nothing: two tenants may well call each other.
  "number, as the one that was called": (genuine, _, { number }) =>
    routeOf(genuine) === "answer" ? withFields(genuine, { To: number }) : null,
  "number, whose own callback this would be": (genuine, _, { number }) =>
    routeOf(genuine) === "status"
      ? withFields({ ...genuine, path: "status" }, { To: number })
      : null,
  "number, in a call that nobody has heard of": (genuine, own, { number }) => {
    const sid = newSid("CA");
    if (["answer", "recording", "screen", "stream"].includes(routeOf(genuine))) return null;
    const path = `${routeOf(genuine)}?call=${inboundId(own, sid)}`;
    return withFields({ ...genuine, path }, { CallSid: sid, To: number });
  },
  recording: (genuine, _, { recordingSid }) =>
    routeOf(genuine) === "recording" ? withFields(genuine, { RecordingSid: recordingSid }) : null,
};

const unnamed: Record<string, Attack> = {
  "the URL names no call": (genuine) =>
    ["answer", "client", "status"].includes(routeOf(genuine))
      ? null
      : { ...genuine, path: routeOf(genuine) },
};

/** Each of these fields twice, where the route reads it. */
function twice(
  names: Iterable<string>,
  isRead: (route: string, name: string) => boolean,
): Record<string, Attack> {
  const repeat = (name: string, second: (value: string, other: Other) => string): Attack => {
    return (genuine, _, other) => {
      const value = genuine.fields[name];
      if (value === undefined || !isRead(routeOf(genuine), name)) return null;
      return withMoreBody(genuine, [[name, second(value, other)]]);
    };
  };
  const otherValue =
    (name: string) =>
    (_: string, { tenant }: Other) =>
      name === "AccountSid" ? tenant.accountSid : newSid("CA");
  return Object.fromEntries(
    [...names].flatMap((name): [string, Attack][] => [
      [`${name} comes twice`, repeat(name, (value) => value)],
      [`${name} comes with two values`, repeat(name, otherValue(name))],
    ]),
  );
}

const repeated: Record<string, Attack> = {
  ...twice(fieldsRead, () => true),
  "AccountSid comes twice, the other tenant's first": (genuine, own, { tenant }) => ({
    ...genuine,
    body: `AccountSid=${tenant.accountSid}&${new URLSearchParams(genuine.fields)}`,
    signedFields: { ...genuine.fields, AccountSid: [own.accountSid, tenant.accountSid] },
  }),
  ...Object.fromEntries(
    ["call", "leg", "user", "step", "to", "record"].flatMap((name): [string, Attack][] => [
      [
        `${name} comes twice in the query`,
        (genuine, _, { call }) => {
          const value = new URL(urlOf(genuine)).searchParams.get(name);
          if (value === null) return null;
          const more = name === "call" ? call : encodeURIComponent(value);
          return { ...genuine, path: `${genuine.path}&${name}=${more}` };
        },
      ],
      [
        `${name} comes in the query and in the body`,
        (genuine, _, { call }) => {
          const value = new URL(urlOf(genuine)).searchParams.get(name);
          return value === null
            ? null
            : withMoreBody(genuine, [[name, name === "call" ? call : value]]);
        },
      ],
    ]),
  ),
  "CallSid comes in the query and in the body": (genuine, _, { sid }) => ({
    ...genuine,
    path: addQuery(genuine.path, `CallSid=${sid}`),
  }),
};

const evil = ({ room, path }: Post) => `https://evil.example/api/twilio/${room ?? "voice"}/${path}`;
const forgedHost: Record<string, Attack> = Object.fromEntries(
  [
    { host: "evil.example" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    { forwarded: "host=evil.example;proto=https" },
    { "x-forwarded-host": "evil.example", "x-forwarded-port": "443", "x-forwarded-proto": "https" },
    { "x-original-host": "evil.example", "x-forwarded-server": "evil.example" },
    { "x-original-url": "https://evil.example", "x-rewrite-url": "https://evil.example" },
  ].map((headers): [string, Attack] => [
    `${Object.keys(headers).join(", ")} name the host that was signed for`,
    (genuine) => ({ ...genuine, headers, signedUrl: evil(genuine) }),
  ]),
);

const anotherText: Record<string, Attack> = {
  "number, as the one that was written to": (genuine, _, { number }) =>
    routeOf(genuine) === "incoming" ? withFields(genuine, { To: number }) : null,
  message: (genuine, _, { message }) =>
    routeOf(genuine) === "status" ? { ...genuine, path: `status?message=${message}` } : null,
  "message that does not exist": (genuine) =>
    routeOf(genuine) === "status"
      ? { ...genuine, path: "status?message=11111111-1111-4111-8111-111111111111" }
      : null,
  "message, twice in the query": (genuine, _, { message }) =>
    routeOf(genuine) === "status"
      ? { ...genuine, path: `${genuine.path}&message=${message}` }
      : null,
  "message of none": (genuine) =>
    routeOf(genuine) === "status" ? { ...genuine, path: "status" } : null,
};

const listed = (subjects: Record<string, Record<string, Attack>>) =>
  Object.entries(subjects).flatMap(([subject, attacks]) =>
    Object.entries(attacks).map(([name, attack]): [string, Attack] => [
      `${subject} ${name}`,
      attack,
    ]),
  );

/**
 * What has to be 403 on every route, with nothing written: the sentence, and how the request is
 * made.
 */
export const doors = listed({
  "the signature:": signature,
  "after signing,": changed,
  "the account:": account,
  "a good signature names another tenant's": another,
  "though signed,": unnamed,
  "to confuse,": repeated,
  "forged headers:": forgedHost,
});

/** The same of every webhook about messages. */
export const messageDoors = listed({
  "the signature:": signature,
  "after signing,": changed,
  "the account:": account,
  "a good signature names another tenant's": anotherText,
  "to confuse,": twice(
    Object.values(textFields).flatMap((names) => [...names]),
    (route, name) => textFields[route]?.has(name) ?? false,
  ),
  "forged headers:": forgedHost,
});
