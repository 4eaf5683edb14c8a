import { FilterLinks } from "@/components/ui/filter-links";

/** The two pages about voice agents at work. */
export function AgentTabs({ current }: { current: "live" | "figures" }) {
  return (
    <FilterLinks
      label="Voice agent"
      links={[
        { href: "/agent", label: "Live", current: current === "live" },
        { href: "/agent/figures", label: "Figures", current: current === "figures" },
      ]}
    />
  );
}
