import { KEY_KINDS, type KeyKind, PRODUCTS, type Product } from "../../shared/contract/key-kinds.ts";
import { Field } from "../ui/field.tsx";
import { BaseAddress } from "./base-address.tsx";
import { text } from "./text.ts";

const OWN = KEY_KINDS.filter(({ product }) => product === undefined);
const FIRST: Product = "productsights";
const kindsOf = (product: Product): KeyKind[] => KEY_KINDS.filter((one) => one.product === product);

type Props = { value: KeyKind; choose: (kind: KeyKind) => void };

/** Which kind of key: one of our own two, or one of another product's, whose clients then take our address for theirs. */
export const KindField = ({ value, choose }: Props) => {
  const { product } = value;
  const chooseFirstOf = (name: Product) => choose(kindsOf(name)[0] ?? value);
  const radio = (group: string, name: string, isChosen: boolean, run: () => void) => (
    <label key={name} class="check">
      <input type="radio" name={group} checked={isChosen} onChange={run} />
      <span>{name}</span>
    </label>
  );
  return (
    <>
      <fieldset>
        <legend>{text.form.kind}</legend>
        {OWN.map((one) =>
          radio("kind", text.form.kinds[one.kind] ?? one.kind, one.kind === value.kind, () => choose(one)),
        )}
        {radio("kind", text.form.otherProduct, product !== undefined, () => chooseFirstOf(FIRST))}
      </fieldset>
      {product && (
        <div class="other-product">
          <Field label={text.form.product}>
            {(tied) => (
              <select
                {...tied}
                class="select"
                value={product}
                onChange={({ currentTarget }) => chooseFirstOf(currentTarget.value as Product)}
              >
                {(Object.keys(PRODUCTS) as Product[])
                  .filter((name) => kindsOf(name).length > 0)
                  .map((name) => (
                    <option key={name} value={name}>
                      {PRODUCTS[name]}
                    </option>
                  ))}
              </select>
            )}
          </Field>
          <fieldset>
            <legend>{text.form.kindOf(PRODUCTS[product])}</legend>
            {kindsOf(product).map((one) =>
              radio("product-kind", text.form.kinds[one.kind] ?? one.kind, one.kind === value.kind, () => choose(one)),
            )}
          </fieldset>
          <BaseAddress of={product} />
        </div>
      )}
    </>
  );
};
