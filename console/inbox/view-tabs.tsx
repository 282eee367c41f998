import { useState } from "preact/hooks";
import { hrefOf } from "../address.ts";
import { useConsole } from "../room.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Filters, isSame, NO_FILTERS, writeFilters } from "./filters.ts";
import { type SavedView, useViews, viewFilters } from "./use-views.ts";
import type { Told } from "./use-work.ts";
import { ViewDialog } from "./view-dialog.tsx";
import { work } from "./work-text.ts";

const text = work.views;

const GIVEN: [name: string, filters: Filters][] = [
  [text.open, NO_FILTERS],
  [text.mine, { ...NO_FILTERS, assignee: "me" }],
  [text.archive, { ...NO_FILTERS, status: ["archived"] }],
];

type ViewTabsProps = { filters: Filters; mayShare: boolean; tell: (told: Told) => void };

/** The views of the list: three that everybody has, and those that were saved. */
export const ViewTabs = ({ filters, mayShare, tell }: ViewTabsProps) => {
  const { session } = useConsole();
  const views = useViews();
  const [open, setOpen] = useState<"save" | SavedView>();
  const saved = views.asked.is === "ready" ? views.asked.value : [];
  const all: { name: string; filters: Filters; view?: SavedView }[] = [
    ...GIVEN.map(([name, filters]) => ({ name, filters })),
    ...saved.map((view) => ({ name: view.name, filters: viewFilters(view), view })),
  ];
  const current = all.find((one) => isSame(one.filters, filters));
  const own = current?.view?.owner === session.member.id ? current.view : undefined;
  const remove = async (view: SavedView) => {
    const back = await views.remove(view);
    const said = text.removed(view.name);
    const again = async () => {
      tell({ text: work.told.undone(said) }); // at once: pressed twice it would come back twice
      await back().catch((error: unknown) => tell({ text: work.told.failed, error, again }));
    };
    tell({ text: said, undo: () => void again() });
  };
  return (
    <nav class="views" aria-label={text.label}>
      <ul>
        {all.map(({ name, filters: those, view }) => (
          <li key={view?.id ?? name}>
            <a
              class="view-link"
              href={hrefOf("inbox", [], writeFilters(those))}
              aria-current={isSame(those, filters) ? "page" : undefined}
            >
              <bdi>{name}</bdi>
              {view?.shared && <span class="hidden">, {text.sharedBadge}</span>}
            </a>
          </li>
        ))}
        {own && (
          <li>
            <button type="button" class="icon-button" aria-label={text.manage(own.name)} onClick={() => setOpen(own)}>
              <Icon name="more" size={16} />
            </button>
          </li>
        )}
        {!current && views.asked.is === "ready" && (
          <li>
            <button type="button" class="link-button" onClick={() => setOpen("save")}>
              {text.save}
            </button>
          </li>
        )}
      </ul>
      {open && (
        <ViewDialog
          key={open === "save" ? open : open.id} // one that is still closing does not stand in the way of the next
          view={open === "save" ? undefined : open}
          mayShare={mayShare}
          save={(name, shared) => (open === "save" ? views.save(name, filters, shared) : views.rename(open, name))}
          remove={open === "save" ? undefined : () => remove(open)}
          closed={() => setOpen(undefined)}
        />
      )}
    </nav>
  );
};
