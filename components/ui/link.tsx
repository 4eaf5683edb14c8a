import NextLink from "next/link";
import type { ComponentProps } from "react";
import { LinkClicked } from "@/components/ui/link-pending";

/** A link within the app. From the click on until its page is here, it, or its row, is dimmed. */
export function Link({ children, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink {...rest}>
      {children}
      <LinkClicked />
    </NextLink>
  );
}
