import { expect, it } from "vitest";
import { readSvg, writeSvg } from "./svg-tree.ts";

const again = (text: string) => {
  const svg = readSvg(text);
  return svg && writeSvg(svg, (name) => name === "script");
};

it("a drawing is written as it was read, without what another document could not hold", () => {
  expect(
    again(
      `<?xml version='1.0'?><!DOCTYPE svg PUBLIC "x" "y" [<!ENTITY a "b">]><!-- <svg> --><svg xmlns:i='&a;' onload="x()" viewBox = "0 0 1 1"><i:x y="1"/><g i:y='"2"' id='it"s &a; &lt;'><![CDATA[a < b & c]]></g><script>x</script></svg>\n`,
    ),
  ).toBe('<svg viewBox="0 0 1 1"><g id="it&quot;s  &lt;">a &lt; b &amp; c</g></svg>');
});

it.each([
  "",
  "<html><svg/></html>",
  "<svg><g></svg>",
  "<svg></g></svg>",
  "<svg",
  "<svg a=b/>",
  "<svg><g a='<'/></svg>",
  "<svg/><",
])("what is not a well-formed drawing is none: %s", (text) => {
  expect(readSvg(text)).toBeUndefined();
});
