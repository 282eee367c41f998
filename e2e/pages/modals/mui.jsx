/** @jsxImportSource react */
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { useState } from "react";
import { Content, show } from "./react-page.jsx";

const Modal = ({ name, trigger, children }) => {
  const [isOpen, setOpen] = useState(false);
  const id = `${name.toLowerCase()}-title`;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{trigger}</Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} aria-labelledby={id}>
        <DialogTitle id={id}>{name}</DialogTitle>
        <DialogContent>{children}</DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>Close {name.toLowerCase()}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
};

show(
  <Modal name="Settings" trigger="Open settings">
    <Content>
      <Modal name="Details" trigger="Open details">
        <TextField label="Note" />
      </Modal>
    </Content>
  </Modal>,
);
