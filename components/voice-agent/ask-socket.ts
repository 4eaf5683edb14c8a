import { readAnswer } from "@/components/calls/api-answer";

const noAnswer = "Ringbook didn't answer. Try again.";

/** Where a socket is to be opened, or in a sentence why there is none. */
export async function askSocket(
  path: string,
  body: object = {},
): Promise<{ url: string; token: string } | { problem: string }> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said: unknown = await response.json();
    if (response.ok && typeof said === "object" && said !== null) {
      const { url, token } = { url: undefined, token: undefined, ...said };
      if (typeof url === "string" && typeof token === "string") return { url, token };
    }
    const answer = readAnswer(said);
    return { problem: answer && !answer.success ? answer.error.message : noAnswer };
  } catch {
    return { problem: noAnswer };
  }
}
