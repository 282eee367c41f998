import type { LocaleTexts } from "../text.ts";

/** Arabic, modern standard. `\u2068…\u2069` keeps a foreign value from turning the sentence around it. */
export const TAG = "ar";
export const DIRECTION = "rtl";
export const TEXTS: LocaleTexts = {
  title: "إرسال ملاحظات",
  close: "إغلاق",

  categoryLabel: "ما موضوع ملاحظتك؟",
  idea: "فكرة",
  problem: "مشكلة",
  praise: "إشادة",
  question: "سؤال",
  other: "غير ذلك",

  contentLabel: "رسالتك",
  contentPlaceholder: "ما الذي يعمل جيدًا، وما الذي لا يعمل، وما الذي ينقص؟",
  contentEmpty: "اكتب بضع كلمات أولًا.",
  contentTooLong: "النص طويل جدًا. عدد الأحرف الزائدة: {n}.",
  contentLeft: "عدد الأحرف المتبقية: {n}",

  emailLabel: "البريد الإلكتروني",
  emailOptional: "اختياري",
  emailPlaceholder: "إذا كنت ترغب في تلقّي رد",
  emailInvalid: "لا يبدو هذا عنوان بريد إلكتروني.",

  pictureAdd: "إضافة لقطة شاشة",
  pictureTaking: "جارٍ التقاط الشاشة",
  pictureAlt: "لقطة شاشة لهذه الصفحة",
  pictureGaps: "تعذّر إظهار بعض أجزاء الصفحة.",
  pictureLarger: "تكبير",
  pictureRetake: "إعادة",
  pictureRemove: "إزالة",
  pictureFailed: "تعذّر التقاط الشاشة هنا. يمكنك إرسال رسالتك من دون لقطة شاشة.",
  picturePrivate: "تعذّر إخفاء الأجزاء الخاصة من هذه الصفحة، لذلك لم تُلتقط الشاشة. يمكنك إرسال رسالتك من دون لقطة شاشة.",

  contents: "ما سيتم إرساله",
  contentsNote: "إضافةً إلى ما كتبته، تُرسل هذه المعلومات. ألغِ تحديد ما تفضّل الاحتفاظ به لنفسك.",
  partAddress: "عنوان الصفحة على الويب",
  partTitle: "اسم الصفحة",
  partBrowser: "المتصفح",
  partPicture: "لقطة الشاشة",
  partPictureValue: "كما تظهر أعلاه",
  partSite: "أضافها هذا الموقع",
  contentsForm: "يُرسل اسم هذا النموذج وإصداره دائمًا: \u2068{form}\u2069.",

  send: "إرسال",
  storing: "لحظة من فضلك",

  sendingTitle: "جارٍ الإرسال",
  sendingNote: "تبقى ملاحظاتك محفوظة حتى تصل.",
  savedTitle: "تم الحفظ، وسيتم الإرسال",
  savedOffline: "يتعذّر الوصول إلى الخادم الآن. ملاحظاتك محفوظة بأمان على هذا الجهاز وستُرسل تلقائيًا.",
  savedBusy: "الخادم مشغول الآن. ملاحظاتك محفوظة بأمان على هذا الجهاز وستُرسل تلقائيًا.",
  savedLeaveOpen: "لا يستطيع هذا المتصفح حفظها: يُرجى ترك هذه الصفحة مفتوحة حتى يتم الإرسال.",
  sentTitle: "شكرًا لك",
  sentNote: "وصلت ملاحظاتك.",
  another: "إرسال المزيد",
  done: "تم",

  refusedTitle: "لم يتم الإرسال بعد",
  refusedText: "رسالتك",
  refusedEdit: "تعديل",
  refusedCopy: "نسخ النص",
  refusedCopied: "تم النسخ",
  refusedDiscard: "تجاهل",
  refusedEarlier: "تعذّر إرسال ملاحظات سابقة منك.",
  refusedShow: "عرض",

  reasonFull: "لم تبقَ مساحة لحفظها على هذا الجهاز. اتصل بالإنترنت لكي تُرسل الملاحظات المنتظرة، ثم أعد الإرسال.",
  reasonStorage: "لا يسمح هذا المتصفح للصفحة بحفظها بأمان. رسالتك ما زالت هنا: حاول مرة أخرى أو انسخها.",
  reasonSite: "لا يُسمح لهذا الموقع بإرسال الملاحظات بعد. على مالكه السماح بذلك.",
  reasonKey: "نموذج الملاحظات في هذا الموقع غير مُعدّ بشكل صحيح. على مالكه إصلاحه.",
  reasonTooLarge: "الحجم كبير جدًا. أزل لقطة الشاشة ثم أعد الإرسال.",
  reasonPicture: "تعذّر على الخادم قراءة لقطة الشاشة. أزلها ثم أعد الإرسال.",
  reasonGaveUp: "تعذّر الوصول إلى الخادم لمدة أسبوع. حاول الآن مرة أخرى أو انسخ رسالتك.",
  reasonPolicy: "لا تسمح قواعد هذا الموقع بالإرسال. على مالكه السماح بذلك. يمكنك نسخ رسالتك.",
  reasonOther: "لم يقبلها الخادم: \u2068{message}\u2069",
};
