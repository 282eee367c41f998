import { Component, type ComponentChild, type ComponentChildren } from "preact";
import type { View } from "./view.ts";

/** A part of the form that is loaded when it is wanted, with the sheet it brings along. */
export type LaterPart = { Part: (view: View) => ComponentChild; css?: string };

type Props = View & {
  load: () => Promise<LaterPart>;
  /** What stands there until then. */
  children?: ComponentChildren;
};

export class Later extends Component<Props, Partial<LaterPart>> {
  override componentDidMount(): void {
    const { load, flow, whole, adopt } = this.props;
    void flow.run(async () => {
      const { Part, css } = await load();
      await whole(); // not sooner: the form may be drawn while its language is being learnt
      if (css) adopt(css);
      this.setState({ Part });
    });
  }

  override render({ load: _, children, ...view }: Props, { Part }: Partial<LaterPart>) {
    return Part ? <Part {...view} /> : children;
  }
}
