import "./apps.css";
import { useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Gone } from "../ui/gone.tsx";
import { AppForm } from "./app-form.tsx";
import { text } from "./text.ts";
import type { Apps } from "./use-apps.ts";

type Open = "make" | "edit" | "remove";

/** Which app a room is about, with the way to another; to make, change and delete one. Without any, it says what an app is. */
export const AppBar = ({ apps: { asked, again, app, isGone, choose, leave } }: { apps: Apps }) => {
  const { api } = useConsole();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState("");
  const apps = asked.is === "ready" ? asked.value : [];
  const close = () => setOpen(undefined);
  const make = (
    <button type="button" class={app ? "button" : "button primary"} onClick={() => setOpen("make")}>
      {text.make}
    </button>
  );
  return (
    <>
      {app ? (
        <div class="app-bar">
          {apps.length > 1 ? (
            <label class="app-choice">
              <span class="field-label">{text.app}</span>
              <select class="select" value={app.id} onChange={({ currentTarget }) => choose(currentTarget.value)}>
                {apps.map(({ id, name, environment }) => (
                  <option key={id} value={id}>
                    {environment === "live" ? name : `${name} (${text.environment.test})`}
                  </option>
                ))}
              </select>
            </label>
          ) : (
            <strong class="app-only">
              <bdi>{app.name}</bdi>
            </strong>
          )}
          <span class="chip">{text.environment[app.environment]}</span>
          <span class="chip">{text.mode[app.mode]}</span>
          <span class="app-actions">
            <button type="button" class="button quiet" onClick={() => setOpen("edit")}>
              {text.edit}
            </button>
            <button type="button" class="button quiet" onClick={() => setOpen("remove")}>
              {text.remove}
            </button>
            {make}
          </span>
        </div>
      ) : isGone ? (
        <Gone name="app" clear={leave} words={text.another} />
      ) : (
        <div class="empty-state">
          <h2>{text.none}</h2>
          <p>{text.noneText}</p>
          {make}
        </div>
      )}
      <p class="said" role="status">
        {said}
      </p>
      {(open === "make" || (open === "edit" && app)) && (
        <AppForm
          app={open === "edit" ? app : undefined}
          closed={close}
          done={(saved) => {
            setSaid(open === "edit" ? text.saved(saved.name) : text.made(saved.name));
            void again().then(() => choose(saved.id));
          }}
        />
      )}
      {open === "remove" && app && (
        <Confirm
          title={text.removeTitle(app.name)}
          action={text.removeAction}
          byName={app.name}
          closed={close}
          run={async () => {
            await api.tell(ROUTES.app, { method: "DELETE", path: { id: app.id }, query: { confirm: app.name } });
            setSaid(text.removed(app.name));
            leave();
            await again();
          }}
        >
          <p>{text.removeText}</p>
        </Confirm>
      )}
    </>
  );
};
