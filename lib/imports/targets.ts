import type { ContactField } from "@/lib/contact-fields/types";
import type { Reader } from "@/lib/imports/draft";
import { fold } from "@/lib/imports/fold";
import { headerWords as words } from "@/lib/imports/header-words";
import {
  readAddress,
  readCustom,
  readEmails,
  readLine,
  readOwner,
  readPhones,
  readStage,
  readTags,
  readTimeZone,
} from "@/lib/imports/readers";

export type Target = {
  key: string;
  label: string;
  read: Reader;
  /** Headers that mean it, folded. */
  headers: readonly string[];
  /** Whether several columns may go there. */
  repeats?: boolean;
};

const repeats = true;
const line = (key: "name" | "first_name" | "last_name" | "company" | "title", most: number) => ({
  key,
  read: readLine(key, most),
});
const phone = (label: "work" | "mobile" | "home" | "other") => ({
  read: readPhones(label),
  repeats,
});
const email = (label: "work" | "home" | "other") => ({ read: readEmails(label), repeats });

/** What every contact has, in the order of the list. */
const own: Target[] = [
  { ...line("name", 120), label: "Name", headers: words.name },
  { ...line("first_name", 60), label: "First name", headers: words.first_name },
  { ...line("last_name", 60), label: "Last name", headers: words.last_name },
  { ...line("company", 120), label: "Company", headers: words.company },
  { ...line("title", 120), label: "Job title", headers: words.title },
  { key: "email", label: "Email (work)", ...email("work"), headers: words.email },
  { key: "home_email", label: "Email (home)", ...email("home"), headers: words.home_email },
  { key: "other_email", label: "Email (other)", ...email("other"), headers: words.other_email },
  { key: "phone", label: "Phone (work)", ...phone("work"), headers: words.phone },
  { key: "mobile", label: "Phone (mobile)", ...phone("mobile"), headers: words.mobile },
  { key: "home", label: "Phone (home)", ...phone("home"), headers: words.home },
  { key: "other", label: "Phone (other)", ...phone("other"), headers: words.other },
  { key: "owner", label: "Owner", read: readOwner, headers: words.owner },
  { key: "stage", label: "Stage", read: readStage, headers: words.stage },
  { key: "tags", label: "Tags", read: readTags, repeats, headers: words.tags },
  { key: "time_zone", label: "Time zone", read: readTimeZone, headers: words.time_zone },
  { key: "address", label: "Address", read: readAddress, repeats, headers: words.address },
];

/** What a column can be imported as: what every contact has, and a company's own fields. */
export function targetsFor(fields: readonly ContactField[]): Target[] {
  const custom = fields.map(
    (field): Target => ({
      key: `custom:${field.id}`,
      label: field.name,
      read: readCustom(field),
      headers: [fold(field.name)],
    }),
  );
  return [...own, ...custom];
}
