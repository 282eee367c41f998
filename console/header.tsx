import { useState } from "preact/hooks";
import { ROUTES } from "../shared/contract/routes.ts";
import { hrefOf } from "./address.ts";
import { isSignedOut } from "./explain.ts";
import { Dot, type NavigationProps, NavigationSheet } from "./navigation.tsx";
import { useConsole } from "./room.tsx";
import { TEXT } from "./text.ts";
import { Icon } from "./ui/icon.tsx";
import { Mark } from "./ui/mark.tsx";

/** Whose console this is, who uses it, and the way out; on a narrow window the way to the rooms too. */
export const Header = ({ left, ...navigation }: NavigationProps & { left: () => void }) => {
  const { api, session } = useConsole();
  const [leaving, setLeaving] = useState<"no" | "yes" | "failed">("no");
  const [menu, setMenu] = useState(false);
  const leave = async () => {
    setLeaving("yes");
    try {
      await api.tell(ROUTES.session, { method: "DELETE" });
      left();
    } catch (error) {
      if (isSignedOut(error)) left();
      else setLeaving("failed");
    }
  };
  /** Past the bar and the rooms, to the first thing one can do. */
  const skip = () =>
    document.querySelector("main")?.querySelector<HTMLElement>("a, button, input, select, textarea")?.focus();
  return (
    <header class="top">
      <button type="button" class="button skip" onClick={skip}>
        {TEXT.navigation.skip}
      </button>
      <button type="button" class="icon-button navigation-button" aria-haspopup="dialog" onClick={() => setMenu(true)}>
        <Icon name="menu" size={20} />
        <span class="hidden">{TEXT.navigation.open}</span>
        {navigation.hasLeak && <Dot words={TEXT.navigation.leaked} />}
      </button>
      <a class="brand" href={hrefOf("inbox")}>
        <Mark />
        {TEXT.product}
      </a>
      <bdi class="organization">{session.organization.name}</bdi>
      <span class="top-failure" role="alert">
        {leaving === "failed" && TEXT.session.signOutFailed}
      </span>
      <a class="member" href={hrefOf("account")}>
        <bdi>{session.member.name}</bdi>
      </a>
      <button type="button" class="button quiet" disabled={leaving === "yes"} onClick={leave}>
        {TEXT.session.signOut}
      </button>
      {menu && <NavigationSheet {...navigation} closed={() => setMenu(false)} />}
    </header>
  );
};
