import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CopyButton } from "../ui/copy-button.tsx";
import { type Receipt, receiptText } from "./receipt.ts";
import { TEXT_OF_PRIVACY } from "./text.ts";

const text = TEXT_OF_PRIVACY.receipt;

/** A file that the browser made and saves by itself, for as long as the link is there. */
const useFile = (content: string): string => {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address;
};

/** The proof that a person was erased, to be copied or saved. */
export const ReceiptView = ({
  receipt,
  heading,
}: {
  receipt: Receipt;
  heading: RefObject<HTMLHeadingElement | null>;
}) => {
  const content = receiptText(receipt);
  const file = useFile(content);
  return (
    <section class="receipt" aria-label={text.label}>
      <h3 ref={heading} tabIndex={-1}>
        {text.title}
      </h3>
      <p>{text.text}</p>
      <div class="code-line">
        <pre class="receipt-text">{content}</pre>
        <CopyButton value={content} what={text.what} />
      </div>
      <p>
        <a class="button" href={file} download={text.file(receipt.at.slice(0, 10))}>
          {text.download}
        </a>
      </p>
    </section>
  );
};
