/**
 * Every article is found: a plan or another article leads to it, or `/ask` does for its own title or one of the ways
 * in which members are said to ask it. What nobody can find is kept up to date for nobody.
 */
import type { Finding, Rule } from "../rule.js";

export const found: Rule = {
  name: "found",
  find({ library, asking }) {
    const flows = Object.values(library.flows.flows);
    const led = new Set([
      ...flows.flatMap((flow) => flow.actions.map((action) => action.article)),
      ...flows.flatMap((flow) => flow.questions.map((question) => question.unsure?.article)),
      ...[
        ...Object.values(library.articles),
        ...library.guards,
        ...Object.values(library.lookupWords),
      ].flatMap((one) => one.see),
    ]);
    const alone = Object.values(library.articles).filter((article) => !led.has(article.id));
    if (alone.length === 0) return [];
    return alone.flatMap((article): Finding[] => {
      const found = [article.title, ...article.asks].some((typed) =>
        asking.ask(typed).answers.some((answer) => answer.id === article.id),
      );
      if (found) return [];
      const at = { file: article.file, path: ["asks"] };
      const expected = "a way of asking that finds it, or an action or article that leads to it";
      return [{ at, unexpected: "article that nothing leads to", expected, severity: "warning" }];
    });
  },
};
