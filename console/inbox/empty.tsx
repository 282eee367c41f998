import { mayDo } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { hrefOf } from "../address.ts";
import { useConsole } from "../room.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { text as inboxText } from "./text.ts";

const text = inboxText.empty;

/** Before the first feedback: how to send one, and where the script tag goes. */
export const Empty = () => {
  const { right } = useConsole().session.member;
  const snippet = text.snippet(location.origin);
  return (
    <div class="empty">
      <Mark size={44} />
      <h2>{text.title}</h2>
      <p class="lead">{text.text}</p>
      <ol class="steps">
        <li class="card">
          <h3>{text.tryTitle}</h3>
          <p>{text.tryText}</p>
          <a class="button primary" href={ROUTES.demo} target="_blank" rel="noopener">
            {text.tryLink}
            <Icon name="external" size={16} />
            <span class="hidden">, {inboxText.detail.newTab}</span>
          </a>
        </li>
        <li class="card">
          <h3>{text.addTitle}</h3>
          <p>{text.addText}</p>
          <div class="code-line">
            <code>{snippet}</code>
            <CopyButton value={snippet} what={text.snippetLabel} />
          </div>
          {mayDo(right, "manageApps") && (
            <a class="button" href={hrefOf("install")}>
              {text.addLink}
            </a>
          )}
        </li>
        <li class="card">
          <h3>{text.apiTitle}</h3>
          <p>{text.apiText}</p>
          <a class="button" href={ROUTES.docs} target="_blank" rel="noopener">
            {text.apiLink}
            <Icon name="external" size={16} />
            <span class="hidden">, {inboxText.detail.newTab}</span>
          </a>
        </li>
      </ol>
    </div>
  );
};
