import type { HistoricCall, HistoricMessage } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";
import { Call } from "@/local/carrier/engine/call";
import { callsOf } from "@/local/carrier/engine/calls";
import type { MessageData } from "@/local/carrier/engine/messages/message";
import { addMedia, messagesOf } from "@/local/carrier/engine/messages/messages";
import { messagePrice } from "@/local/carrier/engine/messages/price";
import { segmentsOf } from "@/local/carrier/engine/messages/segments";
import { priceText } from "@/local/carrier/engine/price";

/** Takes calls of the past, with their recordings, as if they had gone through this carrier. */
export function importHistory(account: Account, history: HistoricCall[]): void {
  for (const past of history) {
    if (callsOf(account).has(past.sid)) continue;
    const startedAt = Date.parse(past.startTime);
    const endedAt = Date.parse(past.endTime);
    const number = past.direction === "inbound" ? past.to : past.from;
    callsOf(account).set(
      past.sid,
      new Call(
        account,
        {
          sid: past.sid,
          parentSid: past.parentCallSid ?? null,
          phoneNumberSid: account.numberOf(number)?.sid ?? null,
          direction: past.direction,
          from: past.from,
          to: past.to,
          status: past.status,
          createdAt: startedAt,
          updatedAt: endedAt,
          startedAt,
          answeredAt: past.durationSeconds > 0 ? endedAt - past.durationSeconds * 1000 : null,
          endedAt,
          queueMs: 0,
          price: past.price === null ? null : (-Math.abs(Number(past.price))).toFixed(5),
        },
        null,
      ),
    );
    if (past.recording) keepRecording(account, past, past.recording);
  }
  account.journal.changed();
}

function keepRecording(
  account: Account,
  past: HistoricCall,
  recording: NonNullable<HistoricCall["recording"]>,
): void {
  const endedAt = Date.parse(past.endTime);
  account.recordings.set(recording.sid, {
    sid: recording.sid,
    callSid: past.parentCallSid ?? past.sid,
    source: "DialVerb",
    channels: recording.channels ?? 2,
    track: "both",
    status: "completed",
    startedAt: endedAt - recording.durationSeconds * 1000,
    updatedAt: endedAt,
    durationSeconds: recording.durationSeconds,
    price: priceText("recording", recording.durationSeconds),
    target: null,
  });
}

/** Takes messages of the past, with their files. */
export function importMessages(account: Account, history: HistoricMessage[]): void {
  for (const { at, media = [], errorCode, ...past } of history) {
    if (messagesOf(account).has(past.sid)) continue;
    const moment = Date.parse(at);
    const message: MessageData = {
      ...past,
      segments: segmentsOf(past.body),
      mediaSids: [],
      errorCode: errorCode ?? null,
      messagingServiceSid: null,
      statusCallback: null,
      createdAt: moment,
      updatedAt: moment,
      sentAt: past.status === "failed" ? null : moment,
      price: null,
    };
    message.price = messagePrice(message);
    messagesOf(account).set(message.sid, message);
    for (const { contentType, base64 } of media) {
      addMedia(account, message, { contentType, bytes: Buffer.from(base64, "base64") });
    }
  }
  account.journal.changed();
}
