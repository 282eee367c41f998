import { useEffect } from "preact/hooks";

/**
 * A browser has one session in all its tabs: where somebody else signs in in one of them, what is written in another must not go out in
 * their name.
 *
 * @param member Who is signed in, as this tab knows it. @param changed Is told when another tab knows better.
 */
export const useOneMember = (member: string | undefined, changed: () => void): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changed` only reports
  useEffect(() => {
    if (member === undefined) return;
    const tabs = new BroadcastChannel("earshot-member");
    tabs.onmessage = ({ data }) => data !== member && changed();
    tabs.postMessage(member);
    return () => tabs.close();
  }, [member]);
};
