import { type Carrier, type CarrierOptions, startCarrier } from "@/local/carrier/carrier";
import { type AccountSpec, type CarrierControl, carrierControl } from "@/local/carrier/control";
import { type App, startApp } from "@/local/carrier/testing/app";

export const ACME = "+12065550100";
export const REP = "+12065550123";
export const CUSTOMER = "+13035550142";

type RestAnswer = { status: number; body: Record<string, unknown>; response: Response };

export type Line = {
  app: App;
  carrier: Carrier;
  control: CarrierControl;
  sid: string;
  authToken: string;
  /** One request of the REST API below the account, with its credentials. */
  rest(
    method: string,
    path: string,
    form?: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<RestAnswer>;
  /** One request of another of Twilio's hosts, by its whole path: `/pricing/v1/…`. */
  product(
    method: string,
    path: string,
    form?: Record<string, string | string[]>,
  ): Promise<RestAnswer>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A carrier with one account on a virtual clock and an app for its webhooks. */
export async function openLine(
  options: Partial<AccountSpec> & { carrier?: Partial<CarrierOptions> } = {},
): Promise<Line> {
  const { carrier: carrierOptions, ...spec } = options;
  const app = await startApp();
  const carrier = await startCarrier({ port: 0, hasSound: false, ...carrierOptions });
  const control = carrierControl(carrier.origin);
  const { sid, authToken } = await control.ensureAccount({
    friendlyName: "Acme Solar",
    clock: "virtual",
    numbers: [
      {
        phoneNumber: ACME,
        voiceUrl: `${app.origin}/answer`,
        statusCallback: `${app.origin}/number-status`,
      },
    ],
    ...spec,
  });
  const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString("base64")}`;
  const ask = async (
    method: string,
    path: string,
    form: Record<string, string | string[]> | undefined,
    headers: Record<string, string>,
  ) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form ?? {})) {
      for (const one of [value].flat()) body.append(name, one);
    }
    const response = await fetch(carrier.origin + path, {
      method,
      headers: { Authorization: authorization, ...headers },
      ...(form && { body }),
    });
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      body: isJson ? await response.clone().json() : {},
      response,
    };
  };
  return {
    app,
    carrier,
    control,
    sid,
    authToken,
    rest: (method, path, form, headers = {}) =>
      ask(method, `/2010-04-01/Accounts/${sid}${path}`, form, headers),
    product: (method, path, form) => ask(method, path, form, {}),
    async [Symbol.asyncDispose]() {
      await carrier.close();
      await app.close();
    },
  };
}

/** Rings the rep first, then the customer, as a click on a phone icon does. */
export async function clickToCall(line: Line, extra: Record<string, string | string[]> = {}) {
  const { origin } = line.app;
  return await line.rest("POST", "/Calls.json", {
    To: REP,
    From: ACME,
    Url: `${origin}/connect`,
    StatusCallback: `${origin}/status`,
    StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    ...extra,
  });
}
