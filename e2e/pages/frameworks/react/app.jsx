/** @jsxImportSource react */
import { useState } from "react";
import { goNext } from "../next-page.js";

/** A whole document, of which React owns every element. */
export const App = () => {
  const [count, setCount] = useState(0);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>First page</title>
      </head>
      <body>
        <h1>Shop</h1>
        <button type="button" onClick={() => setCount(count + 1)}>
          Pressed {count}
        </button>
        <button type="button" onClick={goNext}>
          Next page
        </button>
      </body>
    </html>
  );
};
