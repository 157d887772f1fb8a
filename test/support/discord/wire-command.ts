/** The shape of a command, as it is registered. */
import { z } from "zod";
import { maybe } from "./wire.js";

export type CommandOption = {
  type: number;
  name: string;
  description: string;
  required?: boolean | undefined;
  autocomplete?: boolean | undefined;
  choices?: { name: string; value: string | number }[] | undefined;
  options?: CommandOption[] | undefined;
  min_length?: number | undefined;
  max_length?: number | undefined;
  min_value?: number | undefined;
  max_value?: number | undefined;
  name_localizations?: Record<string, string> | undefined;
  description_localizations?: Record<string, string> | undefined;
};
const localized = maybe(z.record(z.string(), z.string()));
const commandOption: z.ZodType<CommandOption> = z.lazy(() =>
  z.object({
    type: z.number(),
    name: z.string(),
    description: z.string(),
    required: maybe(z.boolean()),
    autocomplete: maybe(z.boolean()),
    choices: maybe(z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }))),
    options: maybe(z.array(commandOption)),
    min_length: maybe(z.number()),
    max_length: maybe(z.number()),
    min_value: maybe(z.number()),
    max_value: maybe(z.number()),
    name_localizations: localized,
    description_localizations: localized,
  }),
);
export const commandBody = z.object({
  name: z.string(),
  type: maybe(z.number()),
  description: maybe(z.string()),
  options: maybe(z.array(commandOption)),
  contexts: maybe(z.array(z.number())),
  integration_types: maybe(z.array(z.number())),
  default_member_permissions: z.union([z.string(), z.number()]).nullish(),
  dm_permission: maybe(z.boolean()),
  nsfw: maybe(z.boolean()),
  name_localizations: localized,
  description_localizations: localized,
});
export type CommandBody = z.infer<typeof commandBody>;
