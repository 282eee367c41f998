/** @jsxImportSource react */
import * as Dialog from "@radix-ui/react-dialog";
import { Content, show } from "./react-page.jsx";
import "./modal.css";

const Modal = ({ name, trigger, children }) => (
  <Dialog.Root>
    <Dialog.Trigger>{trigger}</Dialog.Trigger>
    <Dialog.Portal>
      <Dialog.Overlay className="backdrop" />
      <Dialog.Content className="box" aria-describedby={undefined}>
        <Dialog.Title>{name}</Dialog.Title>
        {children}
        <Dialog.Close>Close {name.toLowerCase()}</Dialog.Close>
      </Dialog.Content>
    </Dialog.Portal>
  </Dialog.Root>
);

show(
  <Modal name="Settings" trigger="Open settings">
    <Content>
      <Modal name="Details" trigger="Open details">
        <label>
          Note <input />
        </label>
      </Modal>
    </Content>
  </Modal>,
);
