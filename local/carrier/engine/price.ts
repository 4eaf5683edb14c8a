import type { Account } from "@/local/carrier/engine/account";
import type { CallData, RecordingData } from "@/local/carrier/model";

/** US dollars a minute, as Twilio's US list has them; every started minute counts. */
const PER_MINUTE = { inbound: 0.0085, outbound: 0.014, endpoint: 0.004, recording: 0.0025 };
const DELAY_MS = 7000;

export function priceText(kind: keyof typeof PER_MINUTE, seconds: number): string {
  return (-PER_MINUTE[kind] * Math.max(1, Math.ceil(seconds / 60))).toFixed(5);
}

/** Twilio knows a price only some seconds after the end, and sends no webhook for it. */
export function priceLater(account: Account, call: CallData): void {
  account.clock.after(DELAY_MS, () => {
    const seconds = ((call.endedAt ?? 0) - (call.answeredAt ?? 0)) / 1000;
    const isEndpoint = /^(client|sips?):/.test(call.direction === "inbound" ? call.from : call.to);
    const kind = call.direction === "inbound" ? "inbound" : "outbound";
    call.price = priceText(isEndpoint ? "endpoint" : kind, seconds);
    call.updatedAt = account.clock.now();
    account.journal.changed();
  });
}

export function priceRecordingLater(account: Account, recording: RecordingData): void {
  account.clock.after(DELAY_MS, () => {
    recording.price = priceText("recording", recording.durationSeconds ?? 0);
    recording.updatedAt = account.clock.now();
    account.journal.changed();
  });
}
