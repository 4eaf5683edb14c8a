import { readTestStack } from "./stack";

/** Says at once, and once, when the tests run without their stack. */
export default async function checkStack(): Promise<void> {
  const { urls } = readTestStack();
  const response = await fetch(`${urls.app}/api/health`);
  if (!response.ok) {
    throw new Error(`The app's health is ${response.status}: ${await response.text()}`);
  }
}
