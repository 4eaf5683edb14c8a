import { afterEach, describe, expect, test, vi } from "vitest";

const here = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  column: "twilio_accounts.auth_token",
};
const oldKey = Buffer.alloc(32, 1).toString("base64");
const newKey = Buffer.alloc(32, 2).toString("base64");

/** The module as it starts up with these keys. */
async function cryptoWith(current: string, previous?: string) {
  vi.resetModules();
  vi.stubEnv("ENCRYPTION_KEY", current);
  vi.stubEnv("ENCRYPTION_KEY_PREVIOUS", previous ?? "");
  return await import("@/lib/core/crypto");
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe("a stored secret", () => {
  test("opens where it was sealed, and never looks the same twice", async () => {
    const { encryptSecret, decryptSecret } = await cryptoWith(newKey);
    const sealed = encryptSecret("token", here);
    expect(decryptSecret(sealed, here)).toBe("token");
    expect(sealed).not.toContain("token");
    expect(encryptSecret("token", here)).not.toBe(sealed);
  });

  test("does not open for another tenant or another column", async () => {
    const { encryptSecret, decryptSecret } = await cryptoWith(newKey);
    const sealed = encryptSecret("token", here);
    expect(() => decryptSecret(sealed, { ...here, tenantId: "other" })).toThrow();
    expect(() => decryptSecret(sealed, { ...here, column: "other" })).toThrow();
  });

  test("does not open once a character was changed", async () => {
    const { encryptSecret, decryptSecret } = await cryptoWith(newKey);
    const sealed = encryptSecret("token", here);
    const last = sealed.length - 2;
    const changed =
      sealed.slice(0, last) + (sealed[last] === "A" ? "B" : "A") + sealed.slice(last + 1);
    expect(() => decryptSecret(changed, here)).toThrow();
  });

  test("still opens after the key was replaced, while the old one is kept as previous", async () => {
    const sealed = (await cryptoWith(oldKey)).encryptSecret("token", here);
    expect((await cryptoWith(newKey, oldKey)).decryptSecret(sealed, here)).toBe("token");
    const without = await cryptoWith(newKey);
    expect(() => without.decryptSecret(sealed, here)).toThrow(/not configured/);
  });
});

test("a hash is known again while its key is still in use, and fits its place alone", async () => {
  const before = (await cryptoWith(oldKey)).keyedHashes("123456", here);
  const { keyedHashes } = await cryptoWith(newKey, oldKey);
  const during = keyedHashes("123456", here);
  expect(before).toHaveLength(1);
  expect(during).toHaveLength(2);
  expect(during[1]).toBe(before[0]);
  expect(keyedHashes("123456", { ...here, column: "another" })).not.toContain(during[0]);
});
