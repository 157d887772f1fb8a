/** The components that this adapter makes (components v2, D-24). The numbers are Discord's own. */

/** `id`: by which it is found again in the message that was pressed. */
export type TextDisplay = { type: 10; content: string; id?: number };

/** Style 1 leads on, 2 leads elsewhere, 3 is what was chosen, 5 opens an address (D-21). */
export type Button =
  | { type: 2; style: 1 | 2 | 3; label: string; custom_id: string }
  | { type: 2; style: 5; label: string; url: string };

export type Option = { label: string; value: string; default?: true };

export type Select = {
  type: 3;
  custom_id: string;
  placeholder: string;
  min_values: number;
  max_values: number;
  options: Option[];
};

export type Row = { type: 1; components: Button[] | [Select] };

export type Gallery = { type: 12; items: { media: { url: string }; description?: string }[] };

export type FileShown = { type: 13; file: { url: string } };

export type Component = TextDisplay | Row | Gallery | FileShown;

/** A form of one field, as it answers a press (D-10, D-23). */
export type Form = {
  custom_id: string;
  title: string;
  components: [
    {
      type: 18;
      label: string;
      description?: string;
      component: {
        type: 4;
        custom_id: string;
        style: 1 | 2;
        max_length: number;
        required: true;
        value?: string;
      };
    },
  ];
};

/** How many components these are, with those inside others (D-24). */
export function countOf(components: readonly Component[]): number {
  return components.reduce((sum, one) => sum + 1 + (one.type === 1 ? one.components.length : 0), 0);
}

/** The length of all text displays together (D-24). */
export function textLength(components: readonly Component[]): number {
  return components.reduce((sum, one) => sum + (one.type === 10 ? one.content.length : 0), 0);
}
