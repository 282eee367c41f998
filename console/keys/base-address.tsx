import { PRODUCTS, type Product } from "../../shared/contract/key-kinds.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { text } from "./text.ts";

/** Where the server stands in for a product. */
export const addressOf = (product: Product): string => `${location.origin}/as/${product}`;

/** The address that takes the place of a product's own, in what was written for it. */
export const BaseAddress = ({ of }: { of: Product }) => {
  const address = addressOf(of);
  return (
    <div class="base-address">
      <p class="fine">{text.form.baseAddress(PRODUCTS[of])}</p>
      <div class="code-line">
        <code>{address}</code>
        <CopyButton value={address} what={text.form.address} />
      </div>
    </div>
  );
};
