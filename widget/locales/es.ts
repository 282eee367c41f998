import type { LocaleTexts } from "../text.ts";

/** Spanish. Informal (tú), in words that are understood on both sides of the Atlantic. */
export const tag = "es";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Enviar comentarios",
  close: "Cerrar",

  categoryLabel: "¿De qué se trata?",
  idea: "Idea",
  problem: "Problema",
  praise: "Elogio",
  question: "Pregunta",
  other: "Otro",

  contentLabel: "Tu mensaje",
  contentPlaceholder: "¿Qué funciona, qué no y qué falta?",
  contentEmpty: "Escribe primero unas palabras.",
  contentTooLong: "Demasiado largo. Caracteres de más: {n}.",
  contentLeft: "Caracteres restantes: {n}",

  emailLabel: "Correo electrónico",
  emailOptional: "opcional",
  emailPlaceholder: "Por si quieres una respuesta",
  emailInvalid: "Esto no parece una dirección de correo.",

  pictureAdd: "Añadir una captura de pantalla",
  pictureTaking: "Haciendo la captura",
  pictureAlt: "Captura de pantalla de esta página",
  pictureGaps: "Algunas partes de la página no se pudieron reproducir.",
  pictureLarger: "Ampliar",
  pictureRetake: "Repetir",
  pictureRemove: "Quitar",
  pictureFailed: "Aquí no se pudo hacer una captura de pantalla. Puedes enviar tu mensaje sin ella.",
  picturePrivate:
    "No se pudieron ocultar las partes privadas de esta página, así que no se hizo ninguna captura. Puedes enviar tu mensaje sin ella.",

  ratingLabel: "¿Qué te parece?",
  ratingOf: "{n} de 5",
  ratingNone: "Quitar la valoración",
  tagsLabel: "Temas",
  pick: "Señalar algo",
  pickHow: "Pulsa lo que quieres señalar. Las flechas y Tab mueven, Intro elige, Esc cancela.",
  pickByTouch: "Arrastra el dedo hasta lo que quieres señalar y levántalo.",
  pickLarger: "Más grande",
  pickSmaller: "Más pequeño",
  pickChoose: "Elegir",
  pickCancel: "Cancelar",
  pickAgain: "Elegir otra cosa",
  picked: "Has señalado esto",
  pickButton: "Botón",
  pickLink: "Enlace",
  pickField: "Campo",
  pickImage: "Imagen",
  pickHeading: "Título",
  pickPart: "Parte de la página",
  partElement: "Lo que has señalado",

  contents: "Qué se enviará",
  contentsNote: "Además de lo que escribiste, se envía esto. Desmarca lo que prefieras no compartir.",
  partAddress: "Dirección de la página",
  partTitle: "Título de la página",
  partBrowser: "Navegador",
  partPicture: "Captura de pantalla",
  partPictureValue: "la que se ve arriba",
  partSite: "Añadido por este sitio",
  contentsForm: "El nombre y la versión de este formulario se envían siempre: {form}.",

  send: "Enviar",
  storing: "Un momento",
  notLoaded:
    "No se ha podido cargar una parte de este formulario. Comprueba tu conexión e inténtalo de nuevo: tu mensaje sigue aquí.",

  sendingTitle: "Enviando",
  sendingNote: "Tus comentarios se conservan hasta que hayan llegado.",
  savedTitle: "Guardado, se enviará",
  savedOffline:
    "Ahora mismo no se puede conectar con el servidor. Tus comentarios están a salvo en este dispositivo y se enviarán solos.",
  savedNoNetwork:
    "No tienes conexión. Tus comentarios están a salvo en este dispositivo y se enviarán solos cuando vuelvas a tenerla.",
  savedBlocked:
    "Algo los detiene por el camino: a menudo un bloqueador de contenido, a veces la red. Tus comentarios están a salvo en este dispositivo y se volverá a intentar solo. También puedes copiar tu mensaje.",
  savedPortal:
    "Respondió algo que no es el servidor, como la página de acceso de una red wifi. Tus comentarios están a salvo en este dispositivo y se volverá a intentar solo.",
  savedSignIn:
    "Este sitio no indicó quién ha iniciado sesión. Tus comentarios están a salvo en este dispositivo y se volverá a intentar solo.",
  savedBusy:
    "El servidor está ocupado ahora mismo. Tus comentarios están a salvo en este dispositivo y se enviarán solos.",
  savedLeaveOpen: "Este navegador no puede guardarlos: deja esta página abierta hasta que se envíen.",
  sentTitle: "Gracias",
  sentNote: "Tus comentarios han llegado.",
  another: "Enviar más",
  done: "Listo",

  refusedTitle: "Aún sin enviar",
  refusedText: "Tu mensaje",
  refusedEdit: "Editar",
  refusedCopy: "Copiar el texto",
  refusedCopied: "Copiado",
  refusedDiscard: "Descartar",
  refusedEarlier: "Algunos comentarios tuyos no se pudieron enviar.",
  refusedShow: "Ver",

  repliesNew: "Respuestas nuevas del equipo: {n}",
  repliesEarlier: "Respuestas anteriores del equipo",
  repliesTitle: "Respuestas del equipo",
  repliesBack: "Volver",
  repliesYou: "Tú",
  repliesTeam: "Equipo",
  repliesField: "Tu respuesta",
  repliesSent: "Tu respuesta se ha enviado.",
  repliesFailed: "No se pudo enviar tu respuesta. Sigue aquí: inténtalo de nuevo.",
  repliesUnread: "Nuevo",
  reasonFull:
    "Ya no queda espacio en este dispositivo para guardarlos. Conéctate a internet para que salgan los que están en espera y vuelve a enviar.",
  reasonStorage:
    "Este navegador no deja que la página los guarde. Tu mensaje sigue aquí: inténtalo de nuevo o cópialo.",
  reasonSite: "Este sitio todavía no tiene permiso para enviar comentarios. Su propietario tiene que autorizarlo.",
  reasonKey:
    "El formulario de comentarios de este sitio no está bien configurado. Su propietario tiene que corregirlo.",
  reasonTooLarge: "Es demasiado grande. Quita la captura de pantalla y vuelve a enviar.",
  reasonPicture: "El servidor no pudo leer la captura de pantalla. Quítala y vuelve a enviar.",
  reasonGaveUp: "No hubo conexión con el servidor durante una semana. Inténtalo ahora o copia tu mensaje.",
  reasonPolicy:
    "Las reglas de este sitio no permiten el envío. Su propietario tiene que autorizarlo. Puedes copiar tu mensaje.",
  reasonSignIn: "Tu sesión en este sitio ha terminado. Inicia sesión y vuelve a enviar: tu mensaje sigue aquí.",
  reasonOther: "El servidor no lo aceptó: {message}",
};
