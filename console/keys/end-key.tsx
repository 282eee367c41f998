import type { KeyAnswer } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { text } from "./text.ts";

/** `finish`: a key that is being replaced ends before its time. `remove`: one that has ended goes from the list. */
export type Ending = "revoke" | "finish" | "remove";

type Props = { of: KeyAnswer; how: Ending; done: (sentence: string) => Promise<void>; closed: () => void };

/** Ends a key for good, or takes an ended one from the list, once its name was written. */
export const EndKey = ({ of, how, done, closed }: Props) => {
  const { api } = useConsole();
  const words = {
    revoke: {
      title: text.revocation.title(of.name),
      text: text.revocation.text,
      action: text.revocation.action,
      done: text.revocation.done(of.name),
    },
    finish: {
      title: text.rotation.finishTitle(of.name),
      text: text.rotation.finishText,
      action: text.rotation.finish,
      done: text.revocation.done(of.name),
    },
    remove: {
      title: text.removal.title(of.name),
      text: text.removal.text,
      action: text.removal.action,
      done: text.removal.done(of.name),
    },
  }[how];
  const run = async () => {
    await api.tell(ROUTES.key, {
      method: "DELETE",
      path: { id: of.id },
      ...(how === "remove" ? { query: { forget: true } } : {}),
    });
    await done(words.done);
  };
  return (
    <Confirm title={words.title} action={words.action} byName={of.name} run={run} closed={closed}>
      <p>{words.text}</p>
    </Confirm>
  );
};
