import type { LocaleTexts } from "../text.ts";

/**
 * Hebrew. Nouns and plural forms, which name nobody's gender. `\u2068…\u2069` keeps a foreign value from turning the sentence
 * around it.
 */
export const tag = "he";
export const direction = "rtl";
export const texts: LocaleTexts = {
  title: "שליחת משוב",
  close: "סגירה",

  categoryLabel: "במה מדובר?",
  idea: "רעיון",
  problem: "בעיה",
  praise: "מחמאה",
  question: "שאלה",
  other: "אחר",

  contentLabel: "ההודעה שלך",
  contentPlaceholder: "מה עובד, מה לא, ומה חסר?",
  contentEmpty: "כתבו קודם כמה מילים.",
  contentTooLong: "ההודעה ארוכה מדי. תווים עודפים: {n}.",
  contentLeft: "תווים שנותרו: {n}",

  emailLabel: "דואר אלקטרוני",
  emailOptional: "לא חובה",
  emailPlaceholder: "למקרה שתרצו תשובה",
  emailInvalid: "זו לא נראית כתובת דואר אלקטרוני.",

  pictureAdd: "הוספת צילום מסך",
  pictureTaking: "מצלמים את המסך",
  pictureAlt: "צילום מסך של הדף הזה",
  pictureGaps: "לא ניתן היה להציג חלקים מסוימים מהדף.",
  pictureLarger: "הגדלה",
  pictureRetake: "צילום מחדש",
  pictureRemove: "הסרה",
  pictureFailed: "לא ניתן היה לצלם כאן את המסך. אפשר לשלוח את ההודעה בלי צילום.",
  picturePrivate: "לא ניתן היה להסתיר חלקים פרטיים מהדף, ולכן המסך לא צולם. אפשר לשלוח את ההודעה בלי צילום.",

  contents: "מה יישלח",
  contentsNote: "מלבד מה שכתבתם, גם הפרטים האלה יישלחו. בטלו את הסימון של מה שתעדיפו להשאיר אצלכם.",
  partAddress: "כתובת הדף",
  partTitle: "כותרת הדף",
  partBrowser: "דפדפן",
  partPicture: "צילום מסך",
  partPictureValue: "כפי שמוצג למעלה",
  partSite: "נוסף על ידי האתר הזה",
  contentsForm: "השם והגרסה של הטופס הזה נשלחים תמיד: \u2068{form}\u2069.",

  send: "שליחה",
  storing: "רק רגע",
  notLoaded: "חלק מהטופס לא נטען. כדאי לבדוק את החיבור ולנסות שוב: ההודעה שלכם עדיין כאן.",

  sendingTitle: "בשליחה",
  sendingNote: "המשוב שלך נשמר עד שיגיע ליעדו.",
  savedTitle: "נשמר ויישלח",
  savedOffline: "אין כרגע גישה לשרת. המשוב שלך שמור במכשיר הזה ויישלח מעצמו.",
  savedNoNetwork: "אין חיבור לאינטרנט. המשוב שלך שמור במכשיר הזה ויישלח מעצמו כשהחיבור יחזור.",
  savedBlocked:
    "משהו עוצר אותו בדרך: לרוב חוסם תוכן, לפעמים הרשת. המשוב שלך שמור במכשיר הזה, וייעשה ניסיון נוסף מעצמו. אפשר גם להעתיק את ההודעה.",
  savedPortal: "מי שענה אינו השרת, אולי דף הכניסה של רשת Wi-Fi. המשוב שלך שמור במכשיר הזה, וייעשה ניסיון נוסף מעצמו.",
  savedSignIn: "האתר הזה לא מסר מי מחובר אליו. המשוב שלך שמור במכשיר הזה, וייעשה ניסיון נוסף מעצמו.",
  savedBusy: "השרת עמוס כרגע. המשוב שלך שמור במכשיר הזה ויישלח מעצמו.",
  savedLeaveOpen: "הדפדפן הזה לא יכול לשמור אותו: השאירו את הדף פתוח עד שיישלח.",
  sentTitle: "תודה",
  sentNote: "המשוב שלך הגיע.",
  another: "שליחת משוב נוסף",
  done: "סיום",

  refusedTitle: "עדיין לא נשלח",
  refusedText: "ההודעה שלך",
  refusedEdit: "עריכה",
  refusedCopy: "העתקת הטקסט",
  refusedCopied: "הועתק",
  refusedDiscard: "מחיקה",
  refusedEarlier: "משוב קודם שלך לא נשלח.",
  refusedShow: "הצגה",

  reasonFull: "לא נותר במכשיר הזה מקום לשמור אותו. התחברו לאינטרנט כדי שהמשוב הממתין יישלח, ואז שלחו שוב.",
  reasonStorage: "הדפדפן הזה לא מאפשר לדף לשמור אותו בבטחה. ההודעה שלך עדיין כאן: נסו שוב, או העתיקו אותה.",
  reasonSite: "האתר הזה עדיין לא רשאי לשלוח משוב. בעלי האתר צריכים לאשר זאת.",
  reasonKey: "טופס המשוב של האתר הזה לא הוגדר כראוי. בעלי האתר צריכים לתקן זאת.",
  reasonTooLarge: "המשוב גדול מדי. הסירו את צילום המסך ושלחו שוב.",
  reasonPicture: "השרת לא הצליח לקרוא את צילום המסך. הסירו אותו ושלחו שוב.",
  reasonGaveUp: "לא הייתה גישה לשרת במשך שבוע. נסו שוב עכשיו, או העתיקו את ההודעה.",
  reasonPolicy: "כללי האתר הזה לא מאפשרים את השליחה. בעלי האתר צריכים לאשר זאת. אפשר להעתיק את ההודעה.",
  reasonSignIn: "החיבור שלך לאתר הזה פג. התחברו מחדש ושלחו שוב: ההודעה שלך עדיין כאן.",
  reasonOther: "השרת לא קיבל אותו: \u2068{message}\u2069",
};
