import { Component } from "preact";
import { CHEVRON, Icon } from "./icons.tsx";
import { Later } from "./later.tsx";
import type { View } from "./view.ts";

/** The word that opens the list of what goes along. */
export class Contents extends Component<View, { open: boolean }> {
  override render(view: View, { open }: { open: boolean }) {
    return (
      <details onToggle={({ currentTarget }) => this.setState({ open: currentTarget.open })}>
        <summary>
          <Icon path={CHEVRON} />
          {view.say("contents")}
        </summary>
        {open && <Later load={() => import("../contents/contents.tsx")} {...view} />}
      </details>
    );
  }
}
