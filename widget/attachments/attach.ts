import type { Flow } from "../flow.ts";
import { type Complaint, complaintAbout, complaintBeside, typeOf } from "./kinds.ts";

export type Refusal = Complaint & { name: string };

/** A copy of the bytes: what is in the form stays there, whatever becomes of the file on the disk. */
const copyOf = async (file: File): Promise<File> =>
  new File([await file.arrayBuffer()], file.name, { type: typeOf(file) ?? "" });

/**
 * Puts files into the form, as far as they can be sent, and keeps them for the next visit. Nothing leaves the page.
 *
 * @returns What was added, and why the rest was not.
 */
export const attach = async (
  flow: Flow,
  given: readonly File[],
): Promise<{ added: readonly File[]; refused: readonly Refusal[] }> => {
  const { files: port } = flow.world.ports;
  const added: File[] = [];
  const refused: Refusal[] = [];
  if (flow.state.storing) return { added, refused }; // its message is gone already
  // Before they can be sent: what a browser could not load once, some do not load again before the next page.
  await port?.ready().catch(() => {});
  await flow
    .sending()
    .then((it) => it.filesRead())
    .catch(() => {});
  for (const file of given) {
    const { name } = file;
    const before = complaintAbout(file) ?? complaintBeside(file, flow.state.files);
    const copy = before ? undefined : await copyOf(file).catch(() => undefined);
    const after = before ?? (copy ? complaintBeside(copy, flow.state.files) : { why: "fileUnreadable" as const });
    if (after || !copy) refused.push({ name, ...(after ?? { why: "fileUnreadable" }) });
    else {
      flow.set({ files: [...flow.state.files, copy] });
      added.push(copy);
    }
  }
  if (added.length > 0) void port?.keep(flow.state.files);
  return { added, refused };
};
