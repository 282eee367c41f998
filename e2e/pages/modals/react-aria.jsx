/** @jsxImportSource react */
import { Button, Dialog, DialogTrigger, Heading, Modal as Box, ModalOverlay } from "react-aria-components";
import { Content, show } from "./react-page.jsx";
import "./modal.css";

const Modal = ({ name, trigger, children }) => (
  <DialogTrigger>
    <Button>{trigger}</Button>
    <ModalOverlay className="backdrop" isDismissable>
      <Box className="box">
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title">{name}</Heading>
              {children}
              <Button onPress={close}>Close {name.toLowerCase()}</Button>
            </>
          )}
        </Dialog>
      </Box>
    </ModalOverlay>
  </DialogTrigger>
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
