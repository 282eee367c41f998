import { readPageAddress } from "../format/page-address.ts";
import { Icon } from "../ui/icon.tsx";
import { text as inboxText } from "./text.ts";

/** An address as a link, its host told apart from the rest. What is no web page is shown as text. */
export const PageLink = ({ address }: { address: string }) => {
  const { host, path, rest, href } = readPageAddress(address);
  const shown = (
    <bdi class="address" dir="ltr">
      {host && <b>{host}</b>}
      {path === "/" && !rest ? "" : path}
      {rest}
    </bdi>
  );
  if (!href) return shown;
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      {shown}
      <Icon name="external" size={14} />
      <span class="hidden">, {inboxText.detail.newTab}</span>
    </a>
  );
};
