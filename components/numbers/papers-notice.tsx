import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { countryName } from "@/lib/core/country";
import type { PapersPlan } from "@/lib/numbers/papers";

const bundles =
  "https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/bundles";

/** What a country asks of who buys a number there, and what the account has of it. */
export function PapersNotice({ papers, country }: { papers: PapersPlan; country: string }) {
  if (papers.kind === "none") return null;
  const where = countryName(country);
  if (papers.kind === "ready") {
    const used = [papers.bundle, papers.address].flatMap((paper) => paper?.name ?? []);
    return (
      <div className="px-5 pb-4">
        <Notice tone="ok">
          {where} asks for papers. Twilio has approved yours: {used.join(", ")}.
        </Notice>
      </div>
    );
  }
  return (
    <div className="px-5 pb-4">
      <Notice tone="warn">
        {papers.bundle && (
          <p>
            {where} asks for documents that Twilio has approved (a regulatory bundle):{" "}
            {papers.documents.join(", ")}.
            {papers.waiting > 0 && " What you handed in is still being checked."}
          </p>
        )}
        {papers.address && <p>{where} asks for an address of your company there.</p>}
        <p>
          Documents and addresses go into <TextLink href={bundles}>Twilio’s console</TextLink>. Once
          they are approved, the numbers below can be bought here.
        </p>
      </Notice>
    </div>
  );
}
