import type { LocaleTexts } from "../text.ts";

/** Portuguese as in Brazil (você); readers in Portugal get it, too. */
export const tag = "pt-BR";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "Enviar feedback",
  close: "Fechar",

  categoryLabel: "Sobre o que é?",
  idea: "Ideia",
  problem: "Problema",
  praise: "Elogio",
  question: "Dúvida",
  other: "Outro",

  contentLabel: "Sua mensagem",
  contentPlaceholder: "O que funciona, o que não funciona, o que falta?",
  contentEmpty: "Escreva algumas palavras primeiro.",
  contentTooLong: "Longa demais. Caracteres a mais: {n}.",
  contentLeft: "Caracteres restantes: {n}",

  emailLabel: "E-mail",
  emailOptional: "opcional",
  emailPlaceholder: "Caso queira uma resposta",
  emailInvalid: "Isso não parece um endereço de e-mail.",

  pictureAdd: "Adicionar captura de tela",
  pictureTaking: "Capturando a tela",
  pictureAlt: "Captura de tela desta página",
  pictureGaps: "Algumas partes da página não puderam ser reproduzidas.",
  pictureLarger: "Ampliar",
  pictureRetake: "Refazer",
  pictureRemove: "Remover",
  pictureFailed: "Não foi possível capturar a tela aqui. Você pode enviar sua mensagem sem a captura.",
  picturePrivate:
    "Não foi possível ocultar as partes privadas desta página, por isso nenhuma captura foi feita. Você pode enviar sua mensagem sem ela.",

  ratingLabel: "O que você achou?",
  ratingOf: "{n} de 5",
  ratingNone: "Retirar a nota",
  tagsLabel: "Assuntos",
  pick: "Apontar algo",
  pickHow: "Clique no que você quer mostrar. Setas e Tab movem, Enter escolhe, Esc cancela.",
  pickByTouch: "Arraste o dedo até o que você quer mostrar e solte.",
  pickLarger: "Maior",
  pickSmaller: "Menor",
  pickChoose: "Escolher",
  pickCancel: "Cancelar",
  pickAgain: "Escolher outro",
  picked: "Você apontou isto",
  pickButton: "Botão",
  pickLink: "Link",
  pickField: "Campo",
  pickImage: "Imagem",
  pickHeading: "Título",
  pickPart: "Parte da página",
  partElement: "O que você apontou",

  contents: "O que será enviado",
  contentsNote: "Além do que você escreveu, isto vai junto. Desmarque o que preferir não compartilhar.",
  partAddress: "Endereço da página",
  partTitle: "Título da página",
  partBrowser: "Navegador",
  partPicture: "Captura de tela",
  partPictureValue: "a que aparece acima",
  partSite: "Adicionado por este site",
  contentsForm: "O nome e a versão deste formulário são sempre enviados: {form}.",

  send: "Enviar",
  storing: "Um momento",
  notLoaded:
    "Não foi possível carregar uma parte deste formulário. Verifique sua conexão e tente de novo: sua mensagem continua aqui.",

  sendingTitle: "Enviando",
  sendingNote: "Seu feedback fica guardado até chegar.",
  savedTitle: "Salvo, será enviado",
  savedOffline:
    "O servidor está fora de alcance no momento. Seu feedback está seguro neste dispositivo e será enviado sozinho.",
  savedNoNetwork:
    "Você está sem conexão. Seu feedback está seguro neste dispositivo e será enviado sozinho quando a conexão voltar.",
  savedBlocked:
    "Algo o impede no caminho: muitas vezes um bloqueador de conteúdo, às vezes a rede. Seu feedback está seguro neste dispositivo e o envio será tentado de novo sozinho. Você também pode copiar sua mensagem.",
  savedPortal:
    "Quem respondeu não foi o servidor, mas talvez a página de login de um Wi-Fi. Seu feedback está seguro neste dispositivo e o envio será tentado de novo sozinho.",
  savedSignIn:
    "Este site não informou quem está conectado. Seu feedback está seguro neste dispositivo e o envio será tentado de novo sozinho.",
  savedBusy: "O servidor está ocupado no momento. Seu feedback está seguro neste dispositivo e será enviado sozinho.",
  savedLeaveOpen: "Este navegador não consegue guardá-lo: deixe esta página aberta até que seja enviado.",
  sentTitle: "Obrigado",
  sentNote: "Seu feedback chegou.",
  another: "Enviar outro",
  done: "Concluir",

  refusedTitle: "Ainda não enviado",
  refusedText: "Sua mensagem",
  refusedEdit: "Editar",
  refusedCopy: "Copiar o texto",
  refusedCopied: "Copiado",
  refusedDiscard: "Descartar",
  refusedEarlier: "Um feedback seu não pôde ser enviado.",
  refusedShow: "Mostrar",

  repliesNew: "Novas respostas da equipe: {n}",
  repliesEarlier: "Respostas anteriores da equipe",
  repliesTitle: "Respostas da equipe",
  repliesBack: "Voltar",
  repliesYou: "Você",
  repliesTeam: "Equipe",
  repliesField: "Sua resposta",
  repliesSent: "Sua resposta foi enviada.",
  repliesFailed: "Não foi possível enviar sua resposta. Ela ainda está aqui: tente de novo.",
  repliesUnread: "Nova",
  reasonFull:
    "Não há mais espaço neste dispositivo para guardá-lo. Conecte-se à internet para que o que está na fila seja enviado e tente de novo.",
  reasonStorage: "Este navegador não deixa a página guardá-lo. Sua mensagem ainda está aqui: tente de novo ou copie-a.",
  reasonSite: "Este site ainda não tem permissão para enviar feedback. O responsável por ele precisa autorizar.",
  reasonKey: "O formulário de feedback deste site não está configurado corretamente. O responsável precisa corrigi-lo.",
  reasonTooLarge: "É grande demais. Remova a captura de tela e envie de novo.",
  reasonPicture: "O servidor não conseguiu ler a captura de tela. Remova-a e envie de novo.",
  reasonGaveUp: "O servidor ficou fora de alcance por uma semana. Tente agora ou copie sua mensagem.",
  reasonPolicy:
    "As regras deste site não permitem o envio. O responsável por ele precisa autorizar. Você pode copiar sua mensagem.",
  reasonSignIn: "Sua sessão neste site terminou. Entre de novo e reenvie: sua mensagem ainda está aqui.",
  reasonOther: "O servidor não aceitou: {message}",
};
