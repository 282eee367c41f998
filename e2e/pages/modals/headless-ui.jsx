/** @jsxImportSource react */
import { Dialog, DialogBackdrop, DialogPanel, DialogTitle } from "@headlessui/react";
import { useState } from "react";
import { Content, show } from "./react-page.jsx";
import "./modal.css";

const Modal = ({ name, trigger, children }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {trigger}
      </button>
      <Dialog open={isOpen} onClose={setOpen}>
        <DialogBackdrop className="backdrop" />
        <DialogPanel className="box">
          <DialogTitle>{name}</DialogTitle>
          {children}
          <button type="button" onClick={() => setOpen(false)}>
            Close {name.toLowerCase()}
          </button>
        </DialogPanel>
      </Dialog>
    </>
  );
};

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
