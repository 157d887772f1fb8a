/** Answers to interactions: the first one, and what follows on its token. D-8 to D-13. */
import { numberedForm } from "../components.js";
import { announce } from "../events.js";
import { edit, isThinking, post, postThinking, readBody } from "../message.js";
import { modalProblems } from "../modal-rules.js";
import { invalidForm, parsed, refusals } from "../refusal.js";
import { isRecord, lengthProblem, type Problem, problem } from "../schema.js";
import { wireOf } from "../sent.js";
import { autocompleteBody, callbackBody, flags, modal } from "../wire.js";
import {
  drop,
  type Interaction,
  lives,
  type Request,
  type Response,
  type Route,
  type Stored,
  type World,
} from "../world.js";

/** D-13. */
const mostFollowUps = 5;

/** The first answer. */
export const respond: Route = (world, request) => {
  const { interaction_id: id = "", interaction_token: token = "" } = request.parameters;
  const one = world.interactions.get(id);
  if (one === undefined || one.token !== token) throw refusals.unknownInteraction();
  if (one.response !== undefined) throw refusals.acknowledged();
  if (world.clock.now() - one.at >= lives.first) throw refusals.unknownInteraction();
  const { type, data } = parsed(callbackBody, request.body);
  const allowed = allowedFor(one);
  const known = allowed.find((other) => other === type);
  if (known === undefined)
    throw invalidForm([
      problem(["type"], "BASE_TYPE_CHOICES", `D-10: Value must be one of {${allowed.join(", ")}}.`),
    ]);
  carryOut(world, one, known, { ...request, body: data });
  one.response = {
    type: known,
    ephemeral: (known === 4 || known === 5 ? one.original?.only : one.source?.only) !== undefined,
    after: world.clock.now() - one.at,
    real: performance.now() - one.began,
  };
  one.callOff();
  world.changed();
  if (request.query.get("with_response") !== "true") return { status: 204 };
  return { status: 200, body: answerOf(world, one, known) };
};

export const followUp: Route = (world, request) => {
  const one = byToken(world, request);
  const body = readBody(request);
  const { original } = one;
  // One that was taken away has no place to take.
  if (one.owing && original !== undefined && stands(original) && isThinking(original)) {
    request.report("D-11: a follow-up to a deferred answer takes its place; edit @original instead");
    return changed(world, original, request);
  }
  if (!one.byGuild && one.followUps >= mostFollowUps) throw refusals.followUps();
  const only = ((body.flags ?? 0) & flags.ephemeral) === 0 ? undefined : one.person.user.id;
  const stored = post(
    world,
    { channel: one.channel, author: world.bot, only, interaction: one, replyTo: original?.id },
    body,
    request,
  );
  one.followUps += 1;
  announce(world, "MESSAGE_CREATE", stored);
  return { status: 200, body: wireOf(world, stored) };
};

export const getOriginal: Route = (world, request) => ({
  status: 200,
  body: wireOf(world, originalOf(byToken(world, request))),
});

export const editOriginal: Route = (world, request) =>
  changed(world, originalOf(byToken(world, request)), request);

export const deleteOriginal: Route = (world, request) => removed(world, originalOf(byToken(world, request)));

export const getFollowUp: Route = (world, request) => ({
  status: 200,
  body: wireOf(world, ownOf(byToken(world, request), request)),
});

export const editFollowUp: Route = (world, request) =>
  changed(world, ownOf(byToken(world, request), request), request);

export const deleteFollowUp: Route = (world, request) =>
  removed(world, ownOf(byToken(world, request), request));

/** D-10. */
function allowedFor({ kind, source }: Interaction): readonly Response["type"][] {
  switch (kind) {
    case "command":
      return [4, 5, 9];
    case "component":
      return [4, 5, 6, 7, 9];
    case "autocomplete":
      return [8];
    case "modal":
      return source === undefined ? [4, 5] : [4, 5, 6, 7];
  }
}

function carryOut(world: World, one: Interaction, type: Response["type"], request: Request): void {
  const place = { channel: one.channel, author: world.bot, interaction: one };
  switch (type) {
    case 4: {
      const body = readBody(request);
      const only = ((body.flags ?? 0) & flags.ephemeral) === 0 ? undefined : one.person.user.id;
      one.original = post(world, { ...place, only }, body, request);
      announce(world, "MESSAGE_CREATE", one.original);
      return;
    }
    case 5: {
      const given = isRecord(request.body) && typeof request.body.flags === "number" ? request.body.flags : 0;
      if ((given & ~flags.ephemeral) !== 0)
        request.report(`D-11: a deferred answer takes the flag ${flags.ephemeral} only, not ${given}`);
      const only = (given & flags.ephemeral) === 0 ? undefined : one.person.user.id;
      one.original = postThinking(world, { ...place, only });
      one.owing = true;
      announce(world, "MESSAGE_CREATE", one.original);
      return;
    }
    case 6:
      one.original = one.source;
      return;
    case 7:
      one.original = one.source;
      if (request.body != null) changed(world, standing(one.source), request);
      return;
    case 8:
      one.choices = choicesOf(request);
      return;
    case 9:
      open(world, one, request);
  }
}

/** D-5. */
function choicesOf({ body }: Request): Interaction["choices"] {
  const choices = parsed(autocompleteBody, body ?? {}).choices ?? [];
  const problems: Problem[] = choices.flatMap(({ name, value }, at) => [
    ...lengthProblem(["data", "choices", at, "name"], name, 1, 100),
    ...(typeof value === "string" ? lengthProblem(["data", "choices", at, "value"], value, 1, 100) : []),
  ]);
  if (problems.length > 0) throw invalidForm(problems);
  return choices;
}

function open(world: World, one: Interaction, { body }: Request): void {
  const read = parsed(modal, body);
  const problems = modalProblems(read, ["data"]);
  if (problems.length > 0) throw invalidForm(problems);
  world.modals.set(one.person.user.id, { modal: numberedForm(read), interaction: one, channel: one.channel });
}

/** What `with_response=true` gives back. */
function answerOf(world: World, { id, original, raw }: Interaction, type: Response["type"]): unknown {
  const message = original === undefined ? undefined : wireOf(world, original);
  return {
    interaction: {
      id,
      type: raw.type,
      ...(original === undefined
        ? {}
        : {
            response_message_id: original.id,
            response_message_loading: isThinking(original),
            response_message_ephemeral: original.only !== undefined,
          }),
    },
    ...(message === undefined || type === 8 || type === 9
      ? {}
      : { resource: { type: type === 5 ? 4 : type === 6 ? 7 : type, message } }),
  };
}

/** The interaction of a token, as long as it lives: D-8. */
function byToken(world: World, { parameters }: Request): Interaction {
  const { webhook_id: id, webhook_token: token } = parameters;
  const one = world.tokens.get(token ?? "");
  if (id !== world.bot.id) throw refusals.unknownWebhook();
  if (one === undefined || world.clock.now() - one.at >= lives.token) throw refusals.invalidToken();
  if (one.response === undefined) throw refusals.unknownWebhook();
  if (one.channel.deleted) throw refusals.unknownChannel();
  return one;
}

function originalOf({ original }: Interaction): Stored {
  return standing(original);
}

/** A message that is still there: an ephemeral one can have been dismissed (D-12). */
function standing(stored: Stored | undefined): Stored {
  if (stored === undefined || !stands(stored)) throw refusals.unknownMessage();
  return stored;
}

function stands(stored: Stored): boolean {
  return stored.channel.messages.get(stored.id) === stored;
}

/** A message of the same interaction. */
function ownOf(one: Interaction, { parameters }: Request): Stored {
  const stored = one.channel.messages.get(parameters.message_id ?? "");
  if (stored === undefined || (stored.interaction !== one && stored !== one.original))
    throw refusals.unknownMessage();
  return stored;
}

function changed(world: World, stored: Stored, request: Request): { status: 200; body: unknown } {
  const loading = isThinking(stored);
  edit(world, stored, readBody(request), request);
  announce(world, loading ? "MESSAGE_CREATE" : "MESSAGE_UPDATE", stored);
  return { status: 200, body: wireOf(world, stored) };
}

function removed(world: World, stored: Stored): { status: 204 } {
  drop(world, stored);
  announce(world, "MESSAGE_DELETE", stored);
  return { status: 204 };
}
