import { useEffect, useRef, useState } from "preact/hooks";
import { isAtLeast, type Right } from "../../shared/contract/may-do.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { closeDialogOf, Dialog } from "../ui/dialog.tsx";
import { Failure } from "../ui/failure.tsx";
import { RightChoice } from "./right-choice.tsx";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS.change;

type ChangeRightProps = { member: MemberAnswer; changed: (member: MemberAnswer) => void; closed: () => void };

/** Chooses another right and saves it by a button. Who lowers their own is asked once more. */
export const ChangeRight = ({ member, changed, closed }: ChangeRightProps) => {
  const { api, session } = useConsole();
  const [right, setRight] = useState<Right>(member.right);
  const [isAsking, setAsking] = useState(false);
  const doing = useDoing();
  const form = useRef<HTMLFormElement>(null);
  const sure = useRef<HTMLParagraphElement>(null);
  const isLowerSelf = member.id === session.member.id && right !== member.right && !isAtLeast(right, member.right);
  useEffect(() => {
    if (isAsking) sure.current?.focus();
  }, [isAsking]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (right === member.right) return;
    if (isLowerSelf && !isAsking) return setAsking(true);
    const isDone = await doing.run(async () => {
      changed(
        await api.ask<MemberAnswer>(ROUTES.member, { method: "PATCH", path: { id: member.id }, body: { right } }),
      );
    });
    if (isDone) closeDialogOf(form.current);
  };
  const action = isAsking ? text.selfAction : text.save;
  return (
    <Dialog title={text.title} closed={closed}>
      <form class="form" ref={form} onSubmit={submit}>
        {isAsking ? (
          <p ref={sure} tabIndex={-1} class="prose">
            {text.self}
          </p>
        ) : (
          <RightChoice legend={text.legend(member.name)} upTo={session.member.right} value={right} change={setRight} />
        )}
        <Failure error={doing.error} />
        <div class="form-actions">
          <button
            type="submit"
            class={isAsking ? "button primary danger" : "button primary"}
            disabled={doing.busy || right === member.right}
          >
            {doing.busy ? TEXT.working : action}
          </button>
          {isAsking ? (
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {text.back}
            </button>
          ) : (
            <button type="button" class="button" onClick={({ currentTarget }) => closeDialogOf(currentTarget)}>
              {TEXT.cancel}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
};
