import type { LocaleTexts } from "../text.ts";

/** Chinese in simplified characters. Polite (您). Readers of traditional characters get it, too: nearer to them than English. */
export const tag = "zh-CN";
export const direction = "ltr";
export const texts: LocaleTexts = {
  title: "发送反馈",
  close: "关闭",

  categoryLabel: "关于哪方面？",
  idea: "建议",
  problem: "问题",
  praise: "表扬",
  question: "疑问",
  other: "其他",

  contentLabel: "您的留言",
  contentPlaceholder: "哪里好用，哪里不好用，还缺什么？",
  contentEmpty: "请先写几句话。",
  contentTooLong: "内容过长，超出 {n} 个字符。",
  contentLeft: "还可输入 {n} 个字符",

  emailLabel: "电子邮箱",
  emailOptional: "选填",
  emailPlaceholder: "如果您希望收到回复",
  emailInvalid: "这不像是有效的邮箱地址。",

  pictureAdd: "添加截图",
  pictureTaking: "正在截图",
  pictureAlt: "本页截图",
  pictureGaps: "页面的部分内容未能截取。",
  pictureLarger: "放大",
  pictureRetake: "重新截图",
  pictureRemove: "移除",
  pictureFailed: "此处无法截图。您可以不附截图直接发送。",
  picturePrivate: "无法遮盖本页的隐私内容，因此没有截图。您可以不附截图直接发送。",

  contents: "将会发送的内容",
  contentsNote: "除了您写的内容，还会附上以下信息。不想发送的，请取消勾选。",
  partAddress: "页面地址",
  partTitle: "页面标题",
  partBrowser: "浏览器",
  partPicture: "截图",
  partPictureValue: "如上所示",
  partSite: "由本网站添加",
  contentsForm: "此表单的名称和版本始终会发送：{form}。",

  send: "发送",
  storing: "请稍候",
  notLoaded: "表单的一部分未能加载。请检查网络连接后重试：您的留言还在这里。",

  sendingTitle: "正在发送",
  sendingNote: "您的反馈在送达之前会一直保存。",
  savedTitle: "已保存，稍后发送",
  savedOffline: "暂时无法连接服务器。您的反馈已安全保存在此设备上，稍后会自动发送。",
  savedNoNetwork: "您已离线。您的反馈已安全保存在此设备上，恢复联网后会自动发送。",
  savedBlocked:
    "发送途中受到阻拦：多半是内容拦截器，有时是网络。您的反馈已安全保存在此设备上，会自动重试。您也可以复制您的留言。",
  savedPortal: "应答的不是服务器，可能是 Wi-Fi 的登录页面。您的反馈已安全保存在此设备上，会自动重试。",
  savedSignIn: "本网站没有告知当前登录的是谁。您的反馈已安全保存在此设备上，会自动重试。",
  savedBusy: "服务器正忙。您的反馈已安全保存在此设备上，稍后会自动发送。",
  savedLeaveOpen: "此浏览器无法保存反馈：发送完成之前，请勿关闭本页。",
  sentTitle: "谢谢您",
  sentNote: "您的反馈已送达。",
  another: "再发一条",
  done: "完成",

  refusedTitle: "尚未发送",
  refusedText: "您的留言",
  refusedEdit: "编辑",
  refusedCopy: "复制文本",
  refusedCopied: "已复制",
  refusedDiscard: "放弃",
  refusedEarlier: "您有一条反馈未能发送。",
  refusedShow: "查看",

  reasonFull: "此设备已没有空间保存反馈。请连接互联网，等待中的反馈发出后再试一次。",
  reasonStorage: "此浏览器不允许页面安全保存反馈。您的留言还在：请重试，或将其复制。",
  reasonSite: "本网站尚未获准发送反馈，需要网站所有者开通。",
  reasonKey: "本网站的反馈表单设置有误，需要网站所有者修正。",
  reasonTooLarge: "内容过大。请移除截图后重新发送。",
  reasonPicture: "服务器无法读取截图。请移除截图后重新发送。",
  reasonGaveUp: "一周以来都无法连接服务器。请立即重试，或复制您的留言。",
  reasonPolicy: "本网站的规则不允许发送，需要网站所有者开通。您可以复制您的留言。",
  reasonSignIn: "您在本网站的登录已失效。请重新登录后再次发送：您的留言还在。",
  reasonOther: "服务器未接受：{message}",
};
