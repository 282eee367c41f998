import { EVENT_TYPES, type EventType } from "../../shared/contract/enumerations.ts";
import { text } from "./text.ts";

/** What a webhook is told of, in a line. */
export const eventsInWords = (events: readonly EventType[]): string =>
  events.length === EVENT_TYPES.length
    ? text.allEvents
    : events.length > 2
      ? text.eventCount(events.length)
      : events.map(text.event).join(", ");

type EventChoiceProps = {
  chosen: readonly EventType[];
  choose: (events: EventType[]) => void;
  error?: string | undefined;
};

/** Each event with what it means. They stay in the order of the contract. */
export const EventChoice = ({ chosen, choose, error }: EventChoiceProps) => (
  <fieldset class="webhook-events">
    <legend>{text.form.events}</legend>
    {EVENT_TYPES.map((type) => (
      <label class="check" key={type}>
        <input
          type="checkbox"
          checked={chosen.includes(type)}
          onChange={({ currentTarget: { checked } }) =>
            choose(EVENT_TYPES.filter((one) => (one === type ? checked : chosen.includes(one))))
          }
        />
        <span>
          {text.event(type)} <span class="fine">{text.eventWhat(type)}</span>
        </span>
      </label>
    ))}
    <p class="failure field-error" role="alert">
      {error}
    </p>
  </fieldset>
);
