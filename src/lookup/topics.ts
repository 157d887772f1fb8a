/** What the articles are about, for those who would rather look than ask. */
import { paragraph } from "../content/pack.js";
import { button, labelled, type Make, turnButtons, withPerson } from "../content/screens/common.js";
import { say } from "../content/words.js";
import { own } from "../engine/flow.js";
import type { Screen } from "../screen.js";
import { lookupScreen } from "./common.js";

/** Every topic, those named in `near` first. */
export function topicsScreen(make: Make, near: readonly string[]): Screen {
  const words = make.library.interface;
  const { topics } = make.library;
  const known = near.filter((topic) => own(topics, topic) !== undefined);
  const others = Object.keys(topics)
    .filter((topic) => !known.includes(topic))
    .sort((a, b) => (topics[a] ?? "").localeCompare(topics[b] ?? "", "en"));
  const options = [...known, ...others].map((topic) => labelled(`topic:${topic}`, topics[topic] ?? topic));
  return lookupScreen(make, "topics", {
    title: say(words, "ask", "topics-title"),
    body: [paragraph(say(words, "ask", "topics"))],
    asks: options.length === 0 ? [] : [{ kind: "one", options }],
  });
}

/** Articles on one part of a topic. */
const onePart = 20;

/** The articles of one topic, as many to a part as a screen has buttons. */
export function topicScreen(make: Make, topic: string, wanted: number): Screen {
  const words = make.library.interface;
  const articles = Object.values(make.library.articles)
    .filter(({ id }) => id.split("/")[0] === topic)
    .sort((a, b) => a.title.localeCompare(b.title, "en"));
  const of = Math.max(1, Math.ceil(articles.length / onePart));
  const number = Math.min(wanted, of);
  const options = articles
    .slice((number - 1) * onePart, number * onePart)
    .map(({ id, title }) => labelled(`a:${id}`, title));
  return lookupScreen(make, topic, {
    at: { kind: "topic", id: topic, part: number, of },
    title: own(make.library.topics, topic) ?? topic,
    body: [paragraph(say(words, "ask", "topic"))],
    asks: options.length === 0 ? [] : [{ kind: "one", options }],
    go: withPerson(make, [
      ...turnButtons(make, number, of, (to) => `topic:${topic}:${to}`),
      button(make, "topics", `not:${topic}`),
      button(make, "resume"),
    ]),
  });
}
