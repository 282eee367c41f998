import type { LocaleTexts } from "../text.ts";

/** Korean. Polite and friendly (해요체). */
export const tag = "ko";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "의견 보내기",
  close: "닫기",

  categoryLabel: "어떤 내용인가요?",
  idea: "아이디어",
  problem: "문제",
  praise: "칭찬",
  question: "질문",
  other: "기타",

  contentLabel: "메시지",
  contentPlaceholder: "좋은 점, 불편한 점, 아쉬운 점을 알려 주세요",
  contentEmpty: "먼저 내용을 입력해 주세요.",
  contentTooLong: "너무 길어요. {n}자를 줄여 주세요.",
  contentLeft: "{n}자 남음",

  emailLabel: "이메일",
  emailOptional: "선택 사항",
  emailPlaceholder: "답변을 원하시면 적어 주세요",
  emailInvalid: "이메일 주소 형식이 아닌 것 같아요.",

  pictureAdd: "스크린샷 추가",
  pictureTaking: "스크린샷 찍는 중",
  pictureAlt: "이 페이지의 스크린샷",
  pictureGaps: "페이지의 일부를 담지 못했어요.",
  pictureLarger: "크게 보기",
  pictureRetake: "다시 찍기",
  pictureRemove: "삭제",
  pictureFailed: "여기에서는 스크린샷을 찍을 수 없었어요. 스크린샷 없이도 보낼 수 있어요.",
  picturePrivate: "이 페이지의 개인 정보를 가릴 수 없어 스크린샷을 찍지 않았어요. 스크린샷 없이도 보낼 수 있어요.",

  contents: "전송되는 내용",
  contentsNote: "작성하신 글과 함께 아래 정보가 전송돼요. 보내고 싶지 않은 항목은 선택을 해제해 주세요.",
  partAddress: "페이지 주소",
  partTitle: "페이지 제목",
  partBrowser: "브라우저",
  partPicture: "스크린샷",
  partPictureValue: "위에 보이는 그대로",
  partSite: "이 사이트에서 추가한 정보",
  contentsForm: "이 양식의 이름과 버전은 항상 전송돼요: {form}",

  send: "보내기",
  storing: "잠시만요",
  notLoaded: "양식의 일부를 불러오지 못했습니다. 연결을 확인한 뒤 다시 시도해 주세요. 메시지는 그대로 있습니다.",

  sendingTitle: "보내는 중",
  sendingNote: "의견은 도착할 때까지 보관돼요.",
  savedTitle: "저장됨, 곧 전송돼요",
  savedOffline: "지금은 서버에 연결할 수 없어요. 의견은 이 기기에 안전하게 저장되어 있고 자동으로 전송돼요.",
  savedNoNetwork: "오프라인 상태예요. 의견은 이 기기에 안전하게 저장되어 있고 다시 연결되면 자동으로 전송돼요.",
  savedBlocked:
    "전송이 중간에 막혔어요. 대부분 콘텐츠 차단 프로그램, 때로는 네트워크 때문이에요. 의견은 이 기기에 안전하게 저장되어 있고 자동으로 다시 시도해요. 메시지를 복사할 수도 있어요.",
  savedPortal:
    "서버가 아닌 다른 곳(예: Wi-Fi 로그인 페이지)에서 응답했어요. 의견은 이 기기에 안전하게 저장되어 있고 자동으로 다시 시도해요.",
  savedSignIn:
    "이 사이트에서 누가 로그인했는지 알려 주지 않았어요. 의견은 이 기기에 안전하게 저장되어 있고 자동으로 다시 시도해요.",
  savedBusy: "지금은 서버가 붐벼요. 의견은 이 기기에 안전하게 저장되어 있고 자동으로 전송돼요.",
  savedLeaveOpen: "이 브라우저에는 저장할 수 없어요. 전송될 때까지 이 페이지를 열어 두세요.",
  sentTitle: "고맙습니다",
  sentNote: "의견이 도착했어요.",
  another: "하나 더 보내기",
  done: "완료",

  refusedTitle: "아직 보내지 못했어요",
  refusedText: "메시지",
  refusedEdit: "수정",
  refusedCopy: "텍스트 복사",
  refusedCopied: "복사됨",
  refusedDiscard: "버리기",
  refusedEarlier: "보내지 못한 의견이 있어요.",
  refusedShow: "보기",

  reasonFull: "이 기기에 저장할 공간이 없어요. 대기 중인 의견이 전송되도록 인터넷에 연결한 다음 다시 보내 주세요.",
  reasonStorage:
    "이 브라우저에서는 페이지가 의견을 안전하게 저장할 수 없어요. 메시지는 그대로 있으니 다시 시도하거나 복사해 주세요.",
  reasonSite: "이 사이트는 아직 의견을 보낼 수 없어요. 사이트 운영자가 허용해야 해요.",
  reasonKey: "이 사이트의 의견 양식이 올바르게 설정되지 않았어요. 사이트 운영자가 고쳐야 해요.",
  reasonTooLarge: "용량이 너무 커요. 스크린샷을 삭제하고 다시 보내 주세요.",
  reasonPicture: "서버에서 스크린샷을 읽을 수 없었어요. 스크린샷을 삭제하고 다시 보내 주세요.",
  reasonGaveUp: "일주일 동안 서버에 연결할 수 없었어요. 지금 다시 시도하거나 메시지를 복사해 주세요.",
  reasonPolicy: "이 사이트의 규칙 때문에 보낼 수 없어요. 사이트 운영자가 허용해야 해요. 메시지는 복사할 수 있어요.",
  reasonSignIn: "이 사이트에서 로그아웃되었어요. 다시 로그인한 다음 보내 주세요. 메시지는 그대로 있어요.",
  reasonOther: "서버에서 받지 않았어요: {message}",
};
