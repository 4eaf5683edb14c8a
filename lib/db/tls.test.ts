import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { databaseTls, withoutTls } from "@/lib/db/tls";

const remote = "postgresql://ringbook_jobs:secret@db.example.com:6543/postgres";
const tlsOf = (url: string, authority?: string) => databaseTls(new URL(url), authority);

test("a database elsewhere has to show a certificate that is trusted", () => {
  expect(tlsOf(remote)).toEqual({ rejectUnauthorized: true });
  expect(tlsOf(`${remote}?sslmode=verify-full`)).toEqual({ rejectUnauthorized: true });
});

test("an authority of one's own is trusted beside Node's", () => {
  expect(tlsOf(remote, "PEM")).toEqual({
    rejectUnauthorized: true,
    ca: [...rootCertificates, "PEM"],
  });
});

test("only a URL that says so does without: unverified, or without TLS", () => {
  expect(tlsOf(`${remote}?sslmode=require`)).toEqual({ rejectUnauthorized: false });
  expect(tlsOf(`${remote}?sslmode=disable`)).toBe(false);
});

test.each(["localhost", "127.0.0.1", "[::1]"])("%s is reached without TLS", (host) => {
  expect(tlsOf(`postgresql://ringbook_jobs:secret@${host}:54322/postgres`)).toBe(false);
});

test("the driver gets the rest of the URL as it is", () => {
  expect(withoutTls(new URL(`${remote}?sslmode=require&options=x`))).toBe(`${remote}?options=x`);
});
