/** The components of a message or form, gone through: nested ones, the numbers that each has, the files that they show. */
import type { Problem } from "./schema.js";
import type { Component, Modal, ModalComponent } from "./wire.js";

type Path = Problem["path"];

/** Every component with its place, nested ones too. */
export function within(components: readonly Component[], at: Path = []): { one: Part; path: Path }[] {
  return components.flatMap((one, index) => {
    const path = [...at, index];
    return [{ one, path }, ...innerOf(one, path)];
  });
}

export type Part =
  | Component
  | Extract<Component, { type: 1 }>["components"][number]
  | Extract<Component, { type: 9 }>["accessory"];

/** The files that components show, by name. */
export function shownNames(components: readonly Component[]): string[] {
  return within(components)
    .flatMap(({ one }) => urlsOf(one))
    .flatMap((url) => (url.startsWith(reference) ? [url.slice(reference.length)] : []));
}

export const reference = "attachment://";

/** Every component has a number in its message: those that came without one get the next. */
export function numbered(components: readonly Component[]): Component[] {
  const next = counter();
  const whole = (one: Component): Component => {
    const known = next(one);
    switch (known.type) {
      case 1:
        return { ...known, components: known.components.map(next) };
      case 9:
        return { ...known, components: known.components.map(next), accessory: next(known.accessory) };
      case 17:
        return { ...known, components: known.components.map((part) => inner(part, next)) };
      default:
        return known;
    }
  };
  return components.map(whole);
}

/** The same of a form. */
export function numberedForm(modal: Modal): Modal {
  const next = counter();
  const whole = (one: ModalComponent): ModalComponent => {
    const known = next(one);
    switch (known.type) {
      case 1:
        return { ...known, components: known.components.map(next) };
      case 18:
        return { ...known, component: next(known.component) };
      case 10:
        return known;
    }
  };
  return { ...modal, components: modal.components.map(whole) };
}

type Next = <T extends { id?: number | undefined }>(one: T) => T;
type Inner = Extract<Component, { type: 17 }>["components"][number];

function counter(): Next {
  let last = 0;
  return (one) => {
    last += 1;
    return { ...one, id: one.id ?? last };
  };
}

function inner(part: Inner, next: Next): Inner {
  const known = next(part);
  switch (known.type) {
    case 1:
      return { ...known, components: known.components.map(next) };
    case 9:
      return { ...known, components: known.components.map(next), accessory: next(known.accessory) };
    default:
      return known;
  }
}

function innerOf(one: Component, path: Path): { one: Part; path: Path }[] {
  const inner = [...path, "components"];
  switch (one.type) {
    case 1:
      return one.components.map((part, index) => ({ one: part, path: [...inner, index] }));
    case 9:
      return [
        ...one.components.map((part, index) => ({ one: part, path: [...inner, index] })),
        { one: one.accessory, path: [...path, "accessory"] },
      ];
    case 17:
      return within(one.components, inner);
    default:
      return [];
  }
}

/** The addresses of what a component shows. */
export function urlsOf(one: Part): string[] {
  switch (one.type) {
    case 11:
      return [one.media.url];
    case 12:
      return one.items.map(({ media }) => media.url);
    case 13:
      return [one.file.url];
    default:
      return [];
  }
}
