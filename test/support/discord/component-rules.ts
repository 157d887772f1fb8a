/** What Discord's documentation says of components and its OpenAPI does not: D-20 to D-22, D-24. */
import { type Part, reference, urlsOf, within } from "./components.js";
import { lengthProblem, type Problem, problem } from "./schema.js";
import type { Button, Component, Select } from "./wire.js";

type Path = Problem["path"];

/** D-21 and D-24. */
const most = { rows: 5, buttons: 5, nested: 40, text: 4000 } as const;

export type Media = {
  /** The names of the files that the message will have. */
  names: ReadonlySet<string>;
};

/** What is wrong with the components of a message. */
export function componentProblems(components: readonly Component[], v2: boolean, media: Media): Problem[] {
  const at: Path = ["components"];
  return [
    ...(v2 ? ofV2(components, at) : ofClassic(components, at)),
    ...uniqueProblems(components, at),
    ...within(components, at).flatMap(({ one, path }) => ofOne(one, path, media)),
  ];
}

/** D-21. */
function ofClassic(components: readonly Component[], at: Path): Problem[] {
  const wrong = components.flatMap((one, index) =>
    one.type === 1
      ? []
      : [
          problem(
            [...at, index, "type"],
            "UNION_TYPE_CHOICES",
            'Value of field "type" must be one of (1,): without the flag IS_COMPONENTS_V2 there are only rows.',
          ),
        ],
  );
  if (components.length <= most.rows) return wrong;
  return [...wrong, problem(at, "BASE_TYPE_BAD_LENGTH", `Must be between 0 and ${most.rows} in length.`)];
}

/** D-24. */
function ofV2(components: readonly Component[], at: Path): Problem[] {
  const all = within(components);
  const text = all.reduce((sum, { one }) => sum + (one.type === 10 ? one.content.length : 0), 0);
  return [
    ...(all.length > most.nested
      ? [
          problem(
            at,
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            `The total number of components exceeds the maximum size of ${most.nested}: ${all.length}.`,
          ),
        ]
      : []),
    ...(text > most.text
      ? [
          problem(
            at,
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            `The total displayable text size exceeds the maximum size of ${most.text}: ${text}.`,
          ),
        ]
      : []),
  ];
}

/** D-20. */
function uniqueProblems(components: readonly Component[], at: Path): Problem[] {
  const seen = new Set<string>();
  return within(components, at).flatMap(({ one, path }) => {
    const id = "custom_id" in one ? one.custom_id : undefined;
    if (id === undefined) return [];
    if (seen.has(id))
      return [
        problem(
          [...path, "custom_id"],
          "COMPONENT_CUSTOM_ID_DUPLICATED",
          "Component custom id cannot be duplicated",
        ),
      ];
    seen.add(id);
    return [];
  });
}

function ofOne(one: Part, path: Path, media: Media): Problem[] {
  switch (one.type) {
    case 1:
      return ofRow(one.components, path);
    case 2:
      return ofButton(one, path);
    case 3:
      return selectProblems(one, path);
    case 4:
      return [problem([...path, "type"], "UNION_TYPE_CHOICES", "A text input stands in a form only.")];
    case 9:
      return one.components.length <= 3
        ? []
        : [problem([...path, "components"], "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 3 in length.")];
    default:
      return urlsOf(one).flatMap((url) => ofMedia(one, url, path, media));
  }
}

/** D-21. */
function ofRow(components: Extract<Component, { type: 1 }>["components"], path: Path): Problem[] {
  const at = [...path, "components"];
  const selects = components.filter(({ type }) => type !== 2);
  if (selects.length > 0 && components.length > 1)
    return [
      problem(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"),
    ];
  if (components.length > most.buttons)
    return [problem(at, "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${most.buttons} in length.`)];
  return [];
}

const styles = { link: 5, premium: 6 } as const;

/** D-21. */
function ofButton({ style, custom_id: id, url, label, emoji, sku_id: sku }: Button, path: Path): Problem[] {
  const required = (name: string): Problem =>
    problem([...path, name], "BASE_TYPE_REQUIRED", "This field is required");
  const excess = (name: string): Problem =>
    problem([...path, name], "BUTTON_COMPONENT_INVALID", `A button of style ${style} has no ${name}.`);
  if (style === styles.premium) return sku === undefined ? [required("sku_id")] : [];
  const faceless = (label ?? "") === "" && emoji === undefined;
  const face = faceless
    ? [problem(path, "BUTTON_COMPONENT_LABEL_REQUIRED", "A button must have a label or an emoji.")]
    : [];
  if (style === styles.link) {
    if (url === undefined) return [...face, required("url")];
    const scheme = /^(?:https?|discord):\/\//i.test(url)
      ? []
      : [
          problem(
            [...path, "url"],
            "URL_TYPE_INVALID_SCHEME",
            "Scheme must be one of ('http', 'https', 'discord').",
          ),
        ];
    return [...face, ...scheme, ...(id === undefined ? [] : [excess("custom_id")])];
  }
  return [
    ...face,
    ...(id === undefined ? [required("custom_id")] : []),
    ...(url === undefined ? [] : [excess("url")]),
  ];
}

/** D-22. */
export function selectProblems(select: Select, path: Path): Problem[] {
  const { options, min_values: least = 1, max_values: upTo = 1 } = select;
  const seen = new Set<string>();
  const at = [...path, "options"];
  return [
    ...options.flatMap(({ label, value, description }, index) => {
      const here = [...at, index];
      const twice = seen.has(value);
      seen.add(value);
      return [
        ...lengthProblem([...here, "label"], label, 1, 100),
        ...lengthProblem([...here, "value"], value, 1, 100),
        ...lengthProblem([...here, "description"], description ?? "", 0, 100),
        ...(twice
          ? [
              problem(
                [...here, "value"],
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
              ),
            ]
          : []),
      ];
    }),
    ...(upTo > options.length
      ? [
          problem(
            [...path, "max_values"],
            "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
            `${upTo} values of ${options.length} options.`,
          ),
        ]
      : []),
    ...(least > upTo
      ? [
          problem(
            [...path, "min_values"],
            "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE",
            `At least ${least} and at most ${upTo} values.`,
          ),
        ]
      : []),
    ...(options.filter((one) => one.default === true).length > upTo
      ? [
          problem(
            at,
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            `At most ${upTo} of the options can be chosen.`,
          ),
        ]
      : []),
  ];
}

function ofMedia(one: Part, url: string, path: Path, { names }: Media): Problem[] {
  const field = one.type === 13 ? "file" : one.type === 12 ? "items" : "media";
  if (url.startsWith(reference))
    return names.has(url.slice(reference.length))
      ? []
      : [
          problem(
            [...path, field, "url"],
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            "The referenced attachment was not found.",
          ),
        ];
  if (one.type === 13)
    return [
      problem(
        [...path, field, "url"],
        "UNFURLED_MEDIA_ITEM_ATTACHMENT_REFERENCE_REQUIRED",
        "A file must be one of the attachments.",
      ),
    ];
  return [];
}
