import { Component, createRef } from "preact";
import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { attach, type Refusal } from "./attach.ts";
import css from "./attachments.css?inline";
import { ACCEPT } from "./kinds.ts";
import { receiveFiles } from "./receive.ts";
import { FileRow } from "./row.tsx";
import { sizeIn } from "./size.ts";

export { css };

const CLIP = "M19 11.5l-7.4 7.4a4.4 4.4 0 0 1-6.2-6.2l8-8a3 3 0 0 1 4.2 4.2l-7.6 7.6a1.5 1.5 0 0 1-2.1-2.1l6.7-6.7";

/** A name may be written in another direction than the sentence around it. */
const apart = (name: string): string => `\u2068${name}\u2069`;

type State = { refused: readonly Refusal[]; said: string };

/** Files that go along: the button for them, those there are, and why others are not. */
class Attachments extends Component<View, State> {
  override state: State = { refused: [], said: "" };
  private readonly input = createRef<HTMLInputElement>();

  override componentDidMount(): void {
    const { flow, root } = this.props;
    const shell = root.querySelector<HTMLElement>(".shell");
    if (shell)
      receiveFiles(shell, {
        isOpen: () => flow.state.screen === "form" && !flow.state.storing,
        invitation: () => this.props.say("filesDrop"),
        receive: (files) => void this.add(files),
        pasted: (ending) => {
          const base = this.props.say("filePasted");
          const there = flow.state.files.filter(({ name }) => name.startsWith(base)).length;
          return `${base} ${there + 1}.${ending}`;
        },
      });
  }

  private async add(given: readonly File[]): Promise<void> {
    const { flow } = this.props;
    const adding = attach(flow, given);
    flow.add(adding);
    const { added, refused } = await adding;
    const names = added.map(({ name }) => apart(name)).join(", ");
    this.setState({ refused, said: names && this.props.say("fileAdded", { name: names }) }, () => {
      const news = this.props.root.querySelector(refused.length > 0 ? ".refused" : ".files li:last-child");
      news?.scrollIntoView({ block: "nearest" });
    });
  }

  private remove(file: File, row: Element | null): void {
    const { flow, say } = this.props;
    // The focus goes on to the next one, else a keyboard's user is thrown out of the list.
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    (next?.querySelector("button") ?? this.input.current)?.focus();
    void flow.sending().then((it) => it.removeFile(file));
    this.setState({ refused: [], said: say("fileRemoved", { name: apart(file.name) }) });
  }

  override render({ state: { files }, say, root }: View, { refused, said }: State) {
    const tag = root.querySelector<HTMLElement>(".shell")?.lang;
    return (
      <>
        <label class="chooser attach">
          <Icon path={CLIP} />
          {say("fileAdd")}
          <input
            ref={this.input}
            type="file"
            multiple
            accept={ACCEPT}
            onChange={({ currentTarget }) => {
              void this.add([...(currentTarget.files ?? [])]);
              currentTarget.value = ""; // the same one can be chosen again
            }}
          />
        </label>
        {files.length > 0 && (
          <ul class="files">
            {files.map((file) => (
              <FileRow
                key={file}
                file={file}
                size={sizeIn(tag, file.size)}
                removeLabel={say("fileRemove", { name: apart(file.name) })}
                remove={(row) => this.remove(file, row)}
              />
            ))}
          </ul>
        )}
        <div role="alert" class="refused">
          {refused.map(({ name, why, values }) => (
            <p key={name} class="complaint">
              {say(why, { ...values, name: apart(name) })}
            </p>
          ))}
        </div>
        <p role="status" class="said">
          {said}
        </p>
      </>
    );
  }
}

/** What stands for files in the row of the form's tools. */
export const Part = (view: View) => <Attachments {...view} />;
