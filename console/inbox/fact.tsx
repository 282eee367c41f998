import type { ComponentChildren } from "preact";

/** A name and its value, within `Facts`. Nothing when there is no value. */
export const Fact = ({ name, children }: { name: ComponentChildren; children: ComponentChildren }) =>
  children === null || children === undefined || children === "" ? null : (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );

/** A titled group of facts. */
export const Facts = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="facts">
    <h3>{title}</h3>
    <dl>{children}</dl>
  </section>
);
