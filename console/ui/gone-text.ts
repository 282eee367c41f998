/** Where somebody is looked for who is gone: the filters whose values are ids, by their names in the query. */
export const GONE_TEXT = {
  en: {
    title: {
      app: "This app is no longer there",
      assignee: "This member is no longer there",
      customer: "This person is no longer there",
      key: "This key is no longer there",
      actor: "Nobody is known by this name in the log",
    } as Record<string, string>,
    other: "What you look for is no longer there",
    text: "The view, or the link, names something that was deleted meanwhile, or that never was here.",
    clear: "Show it without this filter",
  },
  de: {
    title: {
      app: "Diese App gibt es nicht mehr",
      assignee: "Dieses Mitglied gibt es nicht mehr",
      customer: "Diese Person gibt es nicht mehr",
      key: "Diesen Schlüssel gibt es nicht mehr",
      actor: "Das Protokoll kennt niemanden unter diesem Namen",
    },
    other: "Was du suchst, gibt es nicht mehr",
    text: "Die Ansicht oder der Link nennt etwas, das inzwischen gelöscht wurde oder nie hier war.",
    clear: "Ohne diesen Filter zeigen",
  },
};
