import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type SignedRequest = {
  method: string;
  /** The path and query as they came. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
};

type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

/** As S3 names what is wrong: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export type Refusal =
  | "AccessDenied"
  | "InvalidAccessKeyId"
  | "SignatureDoesNotMatch"
  | "RequestTimeTooSkewed";

const written =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/s3\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;
const skewMs = 15 * 60_000;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();

/**
 * What is wrong with a request's signature (version 4, in the header); null for nothing:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function refusalOf(request: SignedRequest, keys: Keys, now: Date): Refusal | null {
  const { headers } = request;
  const [, id, day, region, names, signature] = written.exec(one(headers.authorization)) ?? [];
  if (!id || !day || !region || !names || !signature) return "AccessDenied";
  if (id !== keys.accessKeyId) return "InvalidAccessKeyId";
  const stamp = one(headers["x-amz-date"]);
  const sent = momentOf(stamp);
  if (sent === null || !stamp.startsWith(day)) return "AccessDenied";
  if (Math.abs(sent - now.getTime()) > skewMs) return "RequestTimeTooSkewed";
  const signed = names.split(";");
  if (region !== keys.region || !["host", "x-amz-date"].every((name) => signed.includes(name))) {
    return "SignatureDoesNotMatch";
  }
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical(request, signed))].join("\n");
  const key = ["s3", "aws4_request"].reduce<Buffer>(
    (made, part) => hmac(made, part),
    hmac(hmac(`AWS4${keys.secretAccessKey}`, day), region),
  );
  const own = hmac(key, text);
  const given = Buffer.from(signature, "hex");
  return timingSafeEqual(own, given) ? null : "SignatureDoesNotMatch";
}

function canonical({ method, target, headers }: SignedRequest, signed: string[]): string {
  const [path = "/", query = ""] = target.split("?");
  const parts = query.split("&").filter(Boolean);
  const pairs = parts.map((part) => (part.includes("=") ? part : `${part}=`)).sort();
  const lines = signed.map((name) => `${name}:${one(headers[name]).trim().replace(/ +/g, " ")}\n`);
  const hash = one(headers["x-amz-content-sha256"]);
  return [method, path, pairs.join("&"), lines.join(""), signed.join(";"), hash].join("\n");
}

/** `20261129T204500Z`, in milliseconds since 1970. */
function momentOf(stamp: string): number | null {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  const moment = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(moment) ? null : moment;
}

function one(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(",") : (value ?? "");
}
