import { expect, test } from "vitest";
import { findAnswers } from "@/lib/agent/settings/knowledge";

const knowledge = {
  answers: [
    { question: "Is there parking?", answer: "Yes, behind the house." },
    { question: "Acceptați plata cu cardul?", answer: "Da, la casă." },
  ],
  opening_hours: "Monday to Friday, nine to five.",
  address: "Strada Florilor 7",
  prices: "A haircut is 80 lei.",
};
const first = (question: string) => findAnswers(knowledge, question)[0]?.answer;

test.each([
  ["is there parking", "Yes, behind the house."],
  ["pot plati cu cardul", "Da, la casă."],
  ["when are you open", "Monday to Friday, nine to five."],
  ["care este programul", "Monday to Friday, nine to five."],
  ["where are you", "Strada Florilor 7"],
  ["ce adresă aveți", "Strada Florilor 7"],
  ["how much is a haircut", "A haircut is 80 lei."],
  ["what is the meaning of life", undefined],
])("“%s”", (question, answer) => {
  expect(first(question)).toBe(answer);
});
