/** What Discord's documentation says of forms and its OpenAPI does not: D-23. */
import { selectProblems } from "./component-rules.js";
import { lengthProblem, type Problem, problem } from "./schema.js";
import type { Field, Modal, ModalComponent } from "./wire.js";

const most = { components: 5, text: 4000 } as const;

export function modalProblems({ components }: Modal, path: Problem["path"]): Problem[] {
  const at = [...path, "components"];
  const seen = new Set<string>();
  return [
    ...(components.length > most.components
      ? [problem(at, "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${most.components} in length.`)]
      : []),
    ...components.flatMap((one, index) => {
      const fields = fieldsIn(one, [...at, index]);
      const twice = fields.filter(({ field }) => seen.has(field.custom_id));
      for (const { field } of fields) seen.add(field.custom_id);
      return [
        ...twice.map(({ path: place }) =>
          problem(
            [...place, "custom_id"],
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated",
          ),
        ),
        ...(one.type === 1 ? ofRow(one, [...at, index]) : []),
        ...fields.flatMap(({ field, path: place, labelled }) => ofField(field, place, labelled)),
      ];
    }),
  ];
}

/** The fields of a form, in order, with what stands over each. */
export function fieldsOf({
  components,
}: Modal): { field: Field; label: string; description: string | undefined }[] {
  return components.flatMap((one) => {
    if (one.type === 18) return [{ field: one.component, label: one.label, description: one.description }];
    return fieldsIn(one, []).map(({ field }) => ({
      field,
      label: field.type === 4 ? (field.label ?? "") : "",
      description: undefined,
    }));
  });
}

type Placed = { field: Field; path: Problem["path"]; labelled: boolean };

function fieldsIn(one: ModalComponent, path: Problem["path"]): Placed[] {
  switch (one.type) {
    case 18:
      return [{ field: one.component, path: [...path, "component"], labelled: true }];
    case 1:
      return one.components.flatMap((part, at) =>
        part.type === 4 ? [{ field: part, path: [...path, "components", at], labelled: false }] : [],
      );
    case 10:
      return [];
  }
}

/** The old style: one text input in a row. */
function ofRow(one: Extract<ModalComponent, { type: 1 }>, path: Problem["path"]): Problem[] {
  const inputs = one.components.filter(({ type }) => type === 4);
  if (one.components.length === 1 && inputs.length === 1) return [];
  return [
    problem([...path, "components"], "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "One text input stands in a row."),
  ];
}

function ofField(field: Field, path: Problem["path"], labelled: boolean): Problem[] {
  switch (field.type) {
    case 4: {
      const { label, value = "", min_length: least = 0, max_length: upTo = most.text } = field;
      return [
        ...(!labelled && (label ?? "") === ""
          ? [problem([...path, "label"], "BASE_TYPE_REQUIRED", "This field is required")]
          : []),
        ...(labelled && label !== undefined
          ? [
              problem(
                [...path, "label"],
                "COMPONENT_LABEL_EXCESS",
                "A field in a Label has no label of its own.",
              ),
            ]
          : []),
        ...(least > upTo
          ? [problem([...path, "min_length"], "BASE_TYPE_BAD_RANGE", `At least ${least}, at most ${upTo}.`)]
          : []),
        ...(value === "" ? [] : lengthProblem([...path, "value"], value, least, upTo)),
      ];
    }
    case 3:
      return [
        ...(field.disabled === true
          ? [problem([...path, "disabled"], "COMPONENT_DISABLED", "Nothing in a form may be disabled.")]
          : []),
        ...selectProblems(field, path),
      ];
    case 21:
    case 22: {
      const values = field.options.map(({ value }) => value);
      return new Set(values).size === values.length
        ? []
        : [
            problem(
              [...path, "options"],
              "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
              "The specified option value is already used",
            ),
          ];
    }
    default:
      return [];
  }
}
