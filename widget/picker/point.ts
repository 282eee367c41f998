import type { View } from "../ui/view.ts";
import { pickElement } from "./pick.ts";
import { stepAside } from "./step-aside.ts";

/** Lets the visitor point at something, and brings the form back with what it was, or as it was. */
export const point = async ({ flow, root, say, whole }: View): Promise<void> => {
  await whole();
  const dialog = root.querySelector<HTMLDialogElement>("dialog.shell");
  if (!dialog?.open) return;
  const { gone, back } = stepAside(dialog);
  const element = await pickElement({ shell: dialog, say, signal: AbortSignal.any([gone, flow.world.signal]) });
  if (element) flow.write({ element, pointedOn: flow.state.page.url });
  back();
  if (element) dialog.querySelector<HTMLElement>(".pointed button")?.focus();
};
