import type { LocaleTexts } from "../text.ts";

/** Japanese. Polite (です・ます). */
export const tag = "ja";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "フィードバックを送る",
  close: "閉じる",

  categoryLabel: "どのような内容ですか？",
  idea: "アイデア",
  problem: "不具合",
  praise: "よかった点",
  question: "質問",
  other: "その他",

  contentLabel: "メッセージ",
  contentPlaceholder: "よい点、困った点、足りない点などをお書きください",
  contentEmpty: "先にメッセージを入力してください。",
  contentTooLong: "長すぎます。{n}文字減らしてください。",
  contentLeft: "あと{n}文字",

  emailLabel: "メールアドレス",
  emailOptional: "任意",
  emailPlaceholder: "返信をご希望の場合",
  emailInvalid: "メールアドレスの形式をご確認ください。",

  pictureAdd: "スクリーンショットを追加",
  pictureTaking: "スクリーンショットを撮影中",
  pictureAlt: "このページのスクリーンショット",
  pictureGaps: "ページの一部を再現できませんでした。",
  pictureLarger: "拡大",
  pictureRetake: "撮り直す",
  pictureRemove: "削除",
  pictureFailed:
    "ここではスクリーンショットを撮影できませんでした。スクリーンショットなしでもメッセージを送信できます。",
  picturePrivate:
    "このページの個人情報を隠せなかったため、スクリーンショットを撮影しませんでした。スクリーンショットなしでもメッセージを送信できます。",

  ratingLabel: "いかがでしたか？",
  ratingOf: "5 段階中 {n}",
  ratingNone: "評価を取り消す",
  tagsLabel: "トピック",
  pick: "場所を指し示す",
  pickHow: "該当する場所をクリックしてください。矢印キーと Tab で移動、Enter で決定、Esc で中止します。",
  pickByTouch: "該当する場所まで指を動かし、離してください。",
  pickLarger: "広く",
  pickSmaller: "狭く",
  pickChoose: "決定",
  pickCancel: "中止",
  pickAgain: "選び直す",
  picked: "指し示した場所",
  pickButton: "ボタン",
  pickLink: "リンク",
  pickField: "入力欄",
  pickImage: "画像",
  pickHeading: "見出し",
  pickPart: "ページの一部",
  partElement: "指し示した場所",

  contents: "送信される内容",
  contentsNote: "メッセージのほかに、次の情報が送信されます。送りたくないものはチェックを外してください。",
  partAddress: "ページのアドレス",
  partTitle: "ページのタイトル",
  partBrowser: "ブラウザー",
  partPicture: "スクリーンショット",
  partPictureValue: "上に表示されているもの",
  partSite: "このサイトが追加した情報",
  contentsForm: "このフォームの名前とバージョンは常に送信されます：{form}",

  send: "送信",
  storing: "お待ちください",
  notLoaded: "フォームの一部を読み込めませんでした。接続を確認して、もう一度お試しください。メッセージは残っています。",

  sendingTitle: "送信中",
  sendingNote: "フィードバックは届くまで保存されます。",
  savedTitle: "保存しました。後で送信します",
  savedOffline:
    "現在、サーバーに接続できません。フィードバックはこの端末に安全に保存されており、自動的に送信されます。",
  savedNoNetwork:
    "オフラインです。フィードバックはこの端末に安全に保存されており、オンラインに戻ると自動的に送信されます。",
  savedBlocked:
    "送信が途中で止められています。多くはコンテンツブロッカー、ときにはネットワークが原因です。フィードバックはこの端末に安全に保存されており、自動的に再試行されます。メッセージをコピーすることもできます。",
  savedPortal:
    "サーバー以外のもの（Wi-Fiのログインページなど）が応答しました。フィードバックはこの端末に安全に保存されており、自動的に再試行されます。",
  savedSignIn:
    "このサイトから、ログイン中の方の情報が届きませんでした。フィードバックはこの端末に安全に保存されており、自動的に再試行されます。",
  savedBusy: "現在、サーバーが混み合っています。フィードバックはこの端末に安全に保存されており、自動的に送信されます。",
  savedLeaveOpen: "このブラウザーには保存できません。送信されるまで、このページを開いたままにしてください。",
  sentTitle: "ありがとうございます",
  sentNote: "フィードバックが届きました。",
  another: "続けて送る",
  done: "完了",

  refusedTitle: "まだ送信されていません",
  refusedText: "メッセージ",
  refusedEdit: "編集",
  refusedCopy: "テキストをコピー",
  refusedCopied: "コピーしました",
  refusedDiscard: "破棄",
  refusedEarlier: "送信できなかったフィードバックがあります。",
  refusedShow: "表示",

  repliesNew: "チームからの新しい返信：{n}件",
  repliesEarlier: "チームからの以前の返信",
  repliesTitle: "チームからの返信",
  repliesBack: "戻る",
  repliesYou: "あなた",
  repliesTeam: "チーム",
  repliesField: "返信",
  repliesSent: "返信を送信しました。",
  repliesFailed: "返信を送信できませんでした。入力内容は残っています。もう一度お試しください。",
  repliesUnread: "新着",
  reasonFull:
    "この端末には保存する空きがありません。インターネットに接続して、待機中のフィードバックが送信されてから、もう一度送信してください。",
  reasonStorage:
    "このブラウザーでは、ページに安全に保存することができません。メッセージは残っています。もう一度試すか、コピーしてください。",
  reasonSite: "このサイトからはまだフィードバックを送信できません。サイトの管理者による許可が必要です。",
  reasonKey: "このサイトのフィードバックフォームは正しく設定されていません。サイトの管理者による修正が必要です。",
  reasonTooLarge: "サイズが大きすぎます。スクリーンショットを削除して、もう一度送信してください。",
  reasonPicture:
    "サーバーがスクリーンショットを読み取れませんでした。スクリーンショットを削除して、もう一度送信してください。",
  reasonGaveUp: "1週間サーバーに接続できませんでした。もう一度試すか、メッセージをコピーしてください。",
  reasonPolicy:
    "このサイトの設定により送信できません。サイトの管理者による許可が必要です。メッセージはコピーできます。",
  reasonSignIn:
    "このサイトからログアウトされています。もう一度ログインしてから送信してください。メッセージは残っています。",
  reasonOther: "サーバーが受け付けませんでした：{message}",
};
