import { expect, test } from "vitest";
import { failureSentence, failureWords, knownCodes } from "@/lib/messages/words/failure";

const rep = { role: "rep" } as const;
const none = { error_code: null, error_message: null };

test.each([
  [21610, /opted out/i, /START/],
  [21614, /can't receive texts/, /mobile/],
  [30002, /suspended/, /balance/],
  [30003, /off, or has no signal/, /later/],
  [30004, /blocks/, /Call/],
  [30005, /doesn't exist/, /Check/],
  [30006, /landline/, /mobile/],
  [30007, /filtered/, /Reword/],
  [30008, /doesn't say why/, /again/],
  [30032, /toll-free/, /verified/],
  [30034, /A2P 10DLC/, /register/],
])("Twilio's %i is said in words, with what to do", (error_code, what, todo) => {
  const words = failureWords({ error_code, error_message: null }, rep);
  expect(words.what).toMatch(what);
  expect(words.todo).toMatch(todo);
});

test("every code has a sentence and something to do, and none names a number", () => {
  for (const error_code of knownCodes) {
    const { what, todo } = failureWords({ ...none, error_code }, rep);
    expect(what, String(error_code)).toMatch(/\.$/);
    expect(todo, String(error_code)).toMatch(/\.$/);
    expect(what + todo).not.toMatch(/\+\d/);
  }
});

test.each([
  [{ error_code: 39999, error_message: null }, /error 39999/],
  [{ error_code: null, error_message: "It never reached Twilio." }, /^It never reached Twilio\.$/],
  [none, /^It wasn't delivered\./],
])("what has no words of its own still says something", (failed, sentence) => {
  expect(failureSentence(failed, rep)).toMatch(sentence);
});

test("what only an admin can do is asked of one, and said to one", () => {
  const failed = { ...none, error_code: 20003 };
  expect(failureWords(failed, rep).todo).toBe("Ask an admin to check Settings → Twilio.");
  for (const error_code of knownCodes) {
    const { todo } = failureWords({ ...none, error_code }, { role: "admin" });
    expect(todo).toMatch(/^[A-Z]/);
    expect(todo).not.toMatch(/an admin/);
  }
});
