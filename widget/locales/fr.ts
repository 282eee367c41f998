import type { LocaleTexts } from "../text.ts";

/** French. Formal (vous). `\u00a0` and `\u202f` are the spaces that French sets before its double marks. */
export const tag = "fr";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Donner votre avis",
  close: "Fermer",

  categoryLabel: "De quoi s’agit-il\u202f?",
  idea: "Idée",
  problem: "Problème",
  praise: "Compliment",
  question: "Question",
  other: "Autre",

  contentLabel: "Votre message",
  contentPlaceholder: "Qu’est-ce qui marche, ne marche pas ou manque\u202f?",
  contentEmpty: "Écrivez d’abord quelques mots.",
  contentTooLong: "Trop long. Caractères en trop\u00a0: {n}.",
  contentLeft: "Caractères restants\u00a0: {n}",

  emailLabel: "E-mail",
  emailOptional: "facultatif",
  emailPlaceholder: "Si vous souhaitez une réponse",
  emailInvalid: "Cela ne ressemble pas à une adresse e-mail.",

  pictureAdd: "Ajouter une capture d’écran",
  pictureTaking: "Capture en cours",
  pictureAlt: "Capture d’écran de cette page",
  pictureGaps: "Certaines parties de la page n’ont pas pu être reproduites.",
  pictureLarger: "Agrandir",
  pictureRetake: "Refaire",
  pictureRemove: "Retirer",
  pictureFailed: "Impossible de faire une capture d’écran ici. Vous pouvez envoyer votre message sans elle.",
  picturePrivate:
    "Les parties privées de cette page n’ont pas pu être masquées\u00a0: aucune capture d’écran n’a été faite. Vous pouvez envoyer votre message sans elle.",

  pictureEdit: "Dessiner",
  markUp: "Dessiner sur la capture d’écran",
  markHelp:
    "Les flèches déplacent le viseur, avec Maj par plus grands pas. Entrée commence et termine un tracé, Échap l’abandonne. Les chiffres choisissent l’outil.",
  markTools: "Outils",
  markColors: "Couleurs",
  toolSelect: "Sélectionner et déplacer",
  toolArrow: "Flèche",
  toolBox: "Cadre",
  toolPen: "Crayon",
  toolHighlight: "Surligner",
  toolText: "Texte",
  toolPin: "Numéro",
  toolRedact: "Noircir",
  toolCrop: "Recadrer",
  colorRed: "Rouge",
  colorBlue: "Bleu",
  colorGreen: "Vert",
  colorYellow: "Jaune",
  colorBlack: "Noir",
  markUndo: "Annuler la dernière action",
  markRedo: "Rétablir",
  markDelete: "Supprimer",
  zoomOut: "Zoom arrière",
  zoomIn: "Zoom avant",
  zoomAll: "Tout afficher",
  markLeave: "Appuyez encore pour abandonner vos tracés.",
  markAt: "{x}\u00a0% depuis la gauche, {y}\u00a0% depuis le haut",
  markSize: "Largeur {width}\u00a0%, hauteur {height}\u00a0%",
  markBegun: "Commencé\u00a0: {tool}",
  markDrawn: "Dessiné\u00a0: {tool}",
  markChosen: "Sélectionné\u00a0: {tool}",
  markCount: "Tracés sur la capture d’écran\u00a0: {n}",

  ratingLabel: "Qu’en pensez-vous\u202f?",
  ratingOf: "{n} sur 5",
  ratingNone: "Annuler la note",
  tagsLabel: "Sujets",
  pick: "Montrer un endroit",
  pickHow:
    "Cliquez sur ce que vous voulez montrer. Flèches et Tab pour vous déplacer, Entrée pour choisir, Échap pour annuler.",
  pickByTouch: "Faites glisser le doigt jusqu’à l’endroit voulu, puis levez-le.",
  pickLarger: "Plus grand",
  pickSmaller: "Plus petit",
  pickChoose: "Choisir",
  pickCancel: "Annuler",
  pickAgain: "Choisir autre chose",
  picked: "Vous avez montré ceci",
  pickButton: "Bouton",
  pickLink: "Lien",
  pickField: "Champ",
  pickImage: "Image",
  pickHeading: "Titre",
  pickPart: "Partie de la page",
  partElement: "Ce que vous avez montré",

  contents: "Ce qui sera envoyé",
  contentsNote: "En plus de votre texte, voici ce qui est joint. Décochez ce que vous préférez garder pour vous.",
  partAddress: "Adresse de la page",
  partTitle: "Titre de la page",
  partBrowser: "Navigateur",
  partPicture: "Capture d’écran",
  partPictureValue: "celle affichée ci-dessus",
  partSite: "Ajouté par ce site",
  contentsForm: "Le nom et la version de ce formulaire sont toujours envoyés\u00a0: {form}.",

  send: "Envoyer",
  storing: "Un instant",
  notLoaded:
    "Une partie de ce formulaire n’a pas pu être chargée. Vérifiez votre connexion et réessayez : votre message est toujours là.",

  sendingTitle: "Envoi en cours",
  sendingNote: "Votre avis est conservé jusqu’à ce qu’il soit bien arrivé.",
  savedTitle: "Enregistré, bientôt envoyé",
  savedOffline:
    "Le serveur est injoignable pour le moment. Votre avis est conservé sur cet appareil et partira tout seul.",
  savedNoNetwork:
    "Vous êtes hors ligne. Votre avis est conservé sur cet appareil et partira tout seul dès que vous serez de nouveau en ligne.",
  savedBlocked:
    "Quelque chose le bloque en chemin\u00a0: souvent un bloqueur de contenu, parfois le réseau. Votre avis est conservé sur cet appareil et l’envoi sera retenté tout seul. Vous pouvez aussi copier votre message.",
  savedPortal:
    "Ce n’est pas le serveur qui a répondu, mais par exemple la page de connexion d’un Wi-Fi. Votre avis est conservé sur cet appareil et l’envoi sera retenté tout seul.",
  savedSignIn:
    "Ce site n’a pas indiqué qui est connecté. Votre avis est conservé sur cet appareil et l’envoi sera retenté tout seul.",
  savedBusy: "Le serveur est très sollicité. Votre avis est conservé sur cet appareil et partira tout seul.",
  savedLeaveOpen:
    "Ce navigateur ne peut pas le conserver\u00a0: laissez cette page ouverte jusqu’à ce qu’il soit envoyé.",
  sentTitle: "Merci",
  sentNote: "Votre avis est bien arrivé.",
  another: "Envoyer un autre avis",
  done: "Terminé",

  refusedTitle: "Pas encore envoyé",
  refusedText: "Votre message",
  refusedEdit: "Modifier",
  refusedCopy: "Copier le texte",
  refusedCopied: "Copié",
  refusedDiscard: "Supprimer",
  refusedEarlier: "Un de vos avis n’a pas pu être envoyé.",
  refusedShow: "Afficher",

  repliesNew: "Nouvelles réponses de l’équipe\u00a0: {n}",
  repliesEarlier: "Réponses précédentes de l’équipe",
  repliesTitle: "Réponses de l’équipe",
  repliesBack: "Retour",
  repliesYou: "Vous",
  repliesTeam: "Équipe",
  repliesField: "Votre réponse",
  repliesSent: "Votre réponse a été envoyée.",
  repliesFailed: "Votre réponse n’a pas pu être envoyée. Elle est toujours là\u00a0: réessayez.",
  repliesUnread: "Nouveau",
  reasonFull:
    "Il n’y a plus de place sur cet appareil pour le conserver. Connectez-vous à Internet pour laisser partir les avis en attente, puis renvoyez-le.",
  reasonStorage:
    "Ce navigateur ne permet pas à la page de le conserver. Votre message est toujours là\u00a0: réessayez ou copiez-le.",
  reasonSite: "Ce site n’est pas encore autorisé à envoyer des avis. Son propriétaire doit l’autoriser.",
  reasonKey: "Le formulaire d’avis de ce site est mal configuré. Son propriétaire doit le corriger.",
  reasonTooLarge: "L’envoi est trop volumineux. Retirez la capture d’écran et renvoyez-le.",
  reasonPicture: "Le serveur n’a pas pu lire la capture d’écran. Retirez-la et renvoyez votre message.",
  reasonGaveUp: "Le serveur est resté injoignable pendant une semaine. Réessayez maintenant ou copiez votre message.",
  reasonPolicy:
    "Les règles de ce site empêchent l’envoi. Son propriétaire doit l’autoriser. Vous pouvez copier votre message.",
  reasonSignIn:
    "Vous n’êtes plus connecté à ce site. Reconnectez-vous, puis renvoyez-le\u00a0: votre message est toujours là.",
  reasonOther: "Le serveur ne l’a pas accepté\u00a0: {message}",
};
