/** Files that are being dragged over the form, or pasted into it. */
export type Receiver = {
  /** Whether there is a form to put them into just now. */
  isOpen: () => boolean;
  /** What stands on the form while files are held over it. */
  invitation: () => string;
  receive: (files: readonly File[]) => void;
  /** The name of a picture that comes from the clipboard without one. */
  pasted: (ending: string) => string;
};

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** A picture of a text that is pasted as well is no file: spread sheets and word processors send one along. */
const isText = (data: DataTransfer, files: readonly File[]): boolean => {
  const text = data.getData("text/plain").trim();
  return text !== "" && !files.every(({ name }) => text.includes(name));
};

/**
 * Lets files be dropped and pasted anywhere on the form. A drop that misses would make the browser leave the page for the
 * file, so none gets through, whatever the form shows. Handlers of one kind replace each other: it may be called again.
 */
export const receiveFiles = (shell: HTMLElement, { isOpen, invitation, receive, pasted }: Receiver): void => {
  const end = () => shell.removeAttribute("data-drop");
  const hold = (event: DragEvent) => {
    event.stopPropagation();
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = isOpen() ? "copy" : "none";
    if (isOpen()) shell.dataset.drop = invitation();
  };
  shell.ondragenter = hold;
  shell.ondragover = hold;
  shell.ondragleave = (event) => {
    event.stopPropagation();
    if (!(event.relatedTarget instanceof Node && shell.contains(event.relatedTarget))) end();
  };
  shell.ondrop = (event) => {
    event.stopPropagation();
    end();
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (isOpen()) receive([...(event.dataTransfer?.files ?? [])]);
  };
  shell.onpaste = (event) => {
    event.stopPropagation();
    const data = event.clipboardData;
    const files = [...(data?.files ?? [])];
    if (!data || files.length === 0 || isText(data, files) || !isOpen()) return;
    event.preventDefault();
    receive(
      files.map((file) => {
        const ending = /^image\.(\w+)$/.exec(file.name)?.[1];
        return ending ? new File([file], pasted(ending), { type: file.type }) : file;
      }),
    );
  };
};
