/**
 * Requests that arrive together share one look: what is asked again within the same turn of the event loop gets the answer that is
 * there, or on its way. Nobody can tell the difference: whoever waited for an earlier answer asks in a later turn.
 *
 * @param ask Its answer is shared, so nobody may change it. @param nextTurn Runs something in the next turn.
 */
export const onceATurn = <Answer>(
  ask: (question: Buffer) => Promise<Answer>,
  nextTurn: (run: () => void) => void = setImmediate,
): ((question: Buffer) => Promise<Answer>) => {
  const asked = new Map<string, Promise<Answer>>();
  return (question) => {
    const name = question.toString("latin1");
    let answer = asked.get(name);
    if (!answer) {
      if (asked.size === 0) nextTurn(() => asked.clear());
      answer = ask(question);
      asked.set(name, answer);
    }
    return answer;
  };
};
