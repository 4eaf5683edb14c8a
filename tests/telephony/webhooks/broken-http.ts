import { deflateSync, gzipSync } from "node:zlib";
import { head } from "@/tests/telephony/webhooks/wire";

const path = "/api/twilio/voice/status";
const account = `AC${"0".repeat(32)}`;
const form = `AccountSid=${account}&CallSid=CA${"0".repeat(32)}`;
const kib64 = 64 * 1024;

type Wire = (string | Buffer)[];

function sent(
  body: string | Buffer,
  headers: Record<string, string | number> = {},
  at = path,
): Wire {
  return [head(at, { "content-length": Buffer.byteLength(body), ...headers }), body];
}

function chunked(...chunks: string[]): Wire {
  const framed = chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
  return [head(path, { "transfer-encoding": "chunked" }), ...framed, "0\r\n\r\n"];
}

const framing: Record<string, Wire> = {
  "a length that is longer than the body": [head(path, { "content-length": 500 }), form],
  "a length that is shorter than the body": [head(path, { "content-length": 5 }), form],
  "a negative length": sent(form, { "content-length": -1 }),
  "a length that is no number": sent(form, { "content-length": "many" }),
  "a length beyond all numbers": sent(form, { "content-length": "9".repeat(30) }),
  "two lengths": [
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n`,
    form,
  ],
  "a length and chunks": sent(form, { "transfer-encoding": "chunked" }),
  chunks: chunked(form.slice(0, 10), form.slice(10)),
  "a chunk of no size": [head(path, { "transfer-encoding": "chunked" }), "zz\r\nab\r\n0\r\n\r\n"],
  "a chunk of every size": [
    head(path, { "transfer-encoding": "chunked" }),
    `${"F".repeat(16)}\r\nabc`,
  ],
  "a chunk with a long extension": [
    head(path, { "transfer-encoding": "chunked" }),
    `1;${"x".repeat(100_000)}\r\na\r\n0\r\n\r\n`,
  ],
  "chunks with trailers": [
    head(path, { "transfer-encoding": "chunked" }),
    "1\r\na\r\n0\r\nX-Twilio-Signature: x\r\n\r\n",
  ],
  "an unknown transfer coding": sent(form, { "transfer-encoding": "gzip, chunked" }),
  "no length at all": [head(path), form],
  "a body that breaks off": [head(path, { "content-length": 500 }), form.slice(0, 20)],
  "three requests in one write": [[...sent(form), ...sent(form), ...sent(form)].join("")],
};

const lines: Record<string, Wire> = {
  "HTTP/1.0": [head(path, { "content-length": 0 }, { version: "HTTP/1.0" })],
  "HTTP/1.0 without a host": [`POST ${path} HTTP/1.0\r\n\r\n`],
  "HTTP/1.1 without a host": [`POST ${path} HTTP/1.1\r\n\r\n`],
  "HTTP/9.9": [head(path, {}, { version: "HTTP/9.9" })],
  "no version": [`POST ${path}\r\n\r\n`],
  "HTTP/2's preface": ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  TLS: [Buffer.from("16030100a5010000a10303", "hex")],
  "a header without a colon": [`POST ${path} HTTP/1.1\r\nhost: x\r\nnonsense\r\n\r\n`],
  "a header with a NUL": [`POST ${path} HTTP/1.1\r\nhost: x\r\nx: \0\r\n\r\n`],
  "a folded header": [`POST ${path} HTTP/1.1\r\nhost: x\r\nx: a\r\n b\r\n\r\n`],
  "bare line feeds": [`POST ${path} HTTP/1.1\nhost: x\n\n`],
  "a header of 100 KB": sent(form, { "x-long": "x".repeat(100_000) }),
  "a signature of 10 KB": sent(form, { "x-twilio-signature": "x".repeat(10_000) }),
  "a signature in no alphabet": [
    head(path, { "content-length": form.length, "x-twilio-signature": "\u00ff\u00fe" }),
    form,
  ],
  "two signatures": [
    `POST ${path} HTTP/1.1\r\nhost: x\r\nx-twilio-signature: a\r\nX-TWILIO-SIGNATURE: b\r\ncontent-length: 0\r\n\r\n`,
  ],
  "a thousand headers": sent(
    form,
    Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`x-${index}`, "x"])),
  ),
  "a host that is none": sent(form, { host: "a b/c?d#e@f" }),
  "an empty host": sent(form, { host: "" }),
  "an upgrade": sent(form, { connection: "upgrade", upgrade: "websocket" }),
  "an expectation that we know": sent(form, { expect: "100-continue" }),
  "an expectation that nobody knows": sent(form, { expect: "the-unexpected" }),
};

const paths: Record<string, Wire> = Object.fromEntries(
  [
    `${path}/`,
    `/${path}`,
    `//evil.example${path}`,
    `/api/twilio/../twilio/voice/status`,
    `/api/twilio/voice/%73tatus`,
    `/api/twilio/voice%2Fstatus`,
    `/api/twilio/voice/status%00`,
    `/api/twilio/voice/%zz`,
    `/api/twilio/voice/%ff`,
    `/api/twilio/voice/status;call=1`,
    `/API/TWILIO/VOICE/STATUS`,
    `${path}?`,
    `${path}?call=%zz&leg=%ff`,
    `${path}?${"&".repeat(10_000)}`,
    `${path}?x=${"x".repeat(12_000)}`,
    `${path}?x=${"x".repeat(100_000)}`,
    `${path}#fragment`,
    `http://evil.example${path}`,
    `http://[${path}`,
    "evil.example:443",
    "\\\\evil.example\\x",
  ].map((odd) => [`the path ${odd.slice(0, 60)}`, sent(form, {}, odd)]),
);

const methods: Record<string, Wire> = Object.fromEntries(
  ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PROPFIND", "post"].map(
    (method) => [
      `the method ${method}`,
      [head(path, { "content-length": form.length }, { method }), form],
    ],
  ),
);

const oddHeaders: Record<string, string | number>[] = [
  { "x-http-method-override": "GET" },
  { "next-action": "0".repeat(42) },
  { "next-action": "x", "content-type": "multipart/form-data; boundary=x" },
  { rsc: 1, "next-router-state-tree": "%5Bnonsense" },
  { "next-router-prefetch": 1, "next-url": "\\" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-invoke-path": "/settings", "x-matched-path": "/settings", "x-nextjs-data": 1 },
  { range: "bytes=0-0", "if-none-match": "*" },
  { cookie: "x".repeat(8_000) },
  { accept: "\u0001", "accept-encoding": "nonsense;q=9" },
];
const headers: Record<string, Wire> = Object.fromEntries(
  oddHeaders.map((more) => [`the headers ${Object.keys(more).join(", ")}`, sent(form, more)]),
);

const contents: Record<string, Wire> = {
  nothing: sent(""),
  "no content type": [
    `POST ${path} HTTP/1.1\r\nhost: x\r\nx-twilio-signature: a\r\ncontent-length: 3\r\n\r\na=b`,
  ],
  JSON: sent("{}", { "content-type": "application/json" }),
  "JSON, with its hash in the query": sent(
    "{}",
    { "content-type": "application/json" },
    `${path}?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a`,
  ),
  "a multipart form": sent('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--', {
    "content-type": "multipart/form-data; boundary=x",
  }),
  "a content type that only begins like a form's": sent(form, {
    "content-type": "application/x-www-form-urlencoded-not",
  }),
  gzip: sent(gzipSync(form), { "content-encoding": "gzip" }),
  "a gzip bomb": sent(gzipSync("a".repeat(10_000_000)), { "content-encoding": "gzip" }),
  deflate: sent(deflateSync(form), { "content-encoding": "deflate" }),
  "bytes that are no UTF-8": sent(Buffer.from([0xff, 0xfe, 0x3d, 0xc3, 0x28])),
  "lone surrogates": sent("AccountSid=%ED%A0%80&From=%ED%BF%BF"),
  "percent signs without digits": sent("%=%&%zz=%u0041&a%"),
  "a NUL": sent("AccountSid=%00"),
  "a bare NUL": sent("AccountSid=\0"),
  "a NUL in an account that looks right": sent(`${form}&From=%00`),
  "only separators": sent("&=&=&&==&&&="),
  "100,000 fields": sent("a=&".repeat(100_000)),
  "as many fields as 64 KiB hold": sent("a&".repeat(kib64 / 2)),
  "deep names": sent(`a${"[b]".repeat(20_000)}=1`),
  "names of what objects inherit": sent(
    `${form}&__proto__=1&__proto__[x]=1&constructor=1&toString=1`,
  ),
  "exactly 64 KiB": sent(`a=${"x".repeat(kib64 - 2)}`),
  "one byte more": sent(`a=${"x".repeat(kib64 - 1)}`),
  "10 MB": sent("x".repeat(10_000_000)),
  "10 MB in chunks": chunked(...Array.from({ length: 100 }, () => "x".repeat(100_000))),
};

/** HTTP as nobody should send it: by name, the bytes. */
export const brokenHttp: [string, Wire][] = Object.entries({
  ...framing,
  ...lines,
  ...paths,
  ...methods,
  ...headers,
  ...contents,
});
