import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Menu } from "@/components/ui/menu";
import { MenuItem, MenuLink } from "@/components/ui/menu-item";
import { signOut } from "@/lib/account/actions";

/** Who is signed in and where; the way to their profile and out. */
export function PersonMenu({
  name,
  email,
  company,
}: {
  name: string;
  email: string;
  company: string;
}) {
  return (
    <Menu
      className="flex min-h-11 items-center gap-2.5 rounded-lg px-1.5 py-1.5 text-left transition-colors hover:bg-sunken md:w-full"
      face={
        <>
          <Avatar name={name} />
          <span className="min-w-0 flex-1 max-md:sr-only">
            <span className="block truncate text-sm font-medium text-ink">{name}</span>
            <span className="block truncate text-xs text-muted">{company}</span>
            <span className="sr-only">account menu</span>
          </span>
          <ChevronsUpDown aria-hidden className="hidden size-4 shrink-0 text-faint md:block" />
        </>
      }
      heading={
        <>
          <span className="block truncate font-medium text-ink">{name}</span>
          <span className="block truncate text-xs text-muted">{email}</span>
          <span className="block truncate text-xs text-muted md:hidden">{company}</span>
        </>
      }
    >
      <MenuLink href="/settings/profile">
        <UserRound aria-hidden />
        Your profile
      </MenuLink>
      <MenuItem action={signOut}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
