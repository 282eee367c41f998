import type { CaptureGap } from "../../../contract/submission.ts";
import type { Definitions } from "./definitions.ts";
import type { Frame, Point } from "./geometry.ts";
import type { Late, Markup } from "./markup.ts";
import type { Parts } from "./parts.ts";
import type { Resources } from "./resources/index.ts";
import type { Sheet } from "./sheet.ts";
import type { Clock } from "./slices.ts";
import type { Inherited } from "./style.ts";

/** How an element's children get to their places. */
export type Arrangement =
  /** Each is put down where it was measured, in the one cell of a grid. */
  | "level"
  /** One below the other, with measured distances. */
  | "flow"
  /** As text flows. */
  | "line"
  /** As their flex box or grid lays them out, with fixed sizes. */
  | "item"
  /** As their table does. */
  | "cell";

/** The box that out-of-flow elements measure from: its frame, and where in it they begin. */
export type Block = { frame: Frame; start: Point; zoom: number } | undefined;

/** What an element knows of what it stands in. */
export type Around = {
  arrangement: Arrangement;
  inherited: Inherited | null;
  /** The border box of the element around, and where in it its children begin. Nothing where no measure helps. */
  frame: Frame | undefined;
  start: Point;
  /** Where the next one begins, in a flow; and whether nothing has come before it. */
  flow?: { bottom: number; isFresh: boolean };
  absolute: Block;
  fixed: Block;
  /** Nothing of it may be told. */
  isPrivate: boolean;
  /** It is a flex box or a grid: its children have a level of their own in the stack. */
  isFlexible: boolean;
  /** How much larger everything in it is, by CSS zoom. */
  zoom: number;
  depth: number;
  /** It is written because something refers to it. */
  isReferred?: boolean;
};

/** One picture in the making: what all parts of it write to. */
export type Work = {
  view: Window;
  clock: Clock;
  markup: Markup;
  sheet: Sheet;
  resources: Resources;
  gaps: CaptureGap[];
  fonts: { note: (style: CSSStyleDeclaration, text: string) => void };
  definitions: Definitions;
  parts: Parts;
  isPrivate: (element: Element) => boolean;
  /** Something could not be masked: then there is no picture at all. */
  isUnsafe: () => boolean;
  isExcluded: (element: Element) => boolean;
  isVisible: (element: Element) => boolean;
  isOnTop: (element: Element) => boolean;
  /** Whether an element's ground is the window's already. */
  isGround?: (element: Element) => boolean;
  /** Is told every element of a page, seen or not. */
  look: (element: Element) => void;
  /** How many frames the page stands in. */
  depth: number;
  /** Where the window's top left corner is in the picture: a frame's page stands somewhere in it. */
  offset: Point;
  /** Writes what comes later at this place. */
  later: (coming: Promise<string>) => Late;
};
